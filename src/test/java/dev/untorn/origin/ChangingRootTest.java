package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import dev.untorn.version.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The served path comes to lead elsewhere, as deploys and administrators have it. */
final class ChangingRootTest {
  private static final int TURNS = 300;

  @TempDir Path place;

  private Path served;
  private ServedTree servedTree;
  private final List<Boolean> heard = new ArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    served = place.resolve("served");
    turn(release(1));
    servedTree = ServedTree.heard(served, (_, another) -> heard.add(another));
    assertSeen("1");
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  private Path release(int number) throws IOException {
    Path release = Files.createDirectory(place.resolve("release" + number));
    Files.writeString(release.resolve("file"), "" + number);
    return release;
  }

  /** As {@code ln -sfn} does. */
  private void turn(Path release) throws IOException {
    Path link = Files.createSymbolicLink(place.resolve("new"), release);
    Files.move(link, served, StandardCopyOption.ATOMIC_MOVE);
  }

  /** By every way, the first time and once it is remembered. */
  private void assertSeen(String content) throws IOException {
    assertEquals(content, ServedTree.text(servedTree.source("file")));
    CachedResolution cachedResolution =
        Objects.requireNonNull(servedTree.confirm("file", ServedTree.IDENTITY));
    OpenFile atOnce =
        servedTree
            .directory()
            .openAtOnce(ServedTree.request("file", ServedTree.IDENTITY), cachedResolution);
    assertEquals(content, ServedTree.text(Objects.requireNonNull(atOnce)));
  }

  /** What was remembered says nothing of it: no answer without another look. */
  private void assertNothingAtOnce() {
    assertNull(servedTree.confirm("file", ServedTree.IDENTITY));
    assertNull(
        servedTree.directory().openAtOnce(ServedTree.request("file", ServedTree.IDENTITY), null));
  }

  private long openBelow(Path directory) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(link -> leadsTo(link, directory)).count();
    }
  }

  private static boolean leadsTo(Path link, Path directory) {
    try {
      return Files.readSymbolicLink(link).toString().startsWith(directory.toString());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_turned_symlink_is_followed_and_the_old_directory_let_go() throws Exception {
    turn(release(2));

    assertNothingAtOnce();
    assertSeen("2");
    assertEquals(0, openBelow(place.resolve("release1")));
    assertEquals(List.of(false, true), heard);

    Files.delete(place.resolve("release2/file"));
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("file"));
    turn(place.resolve("release1"));
    assertSeen("1");
  }

  @Test
  void what_was_missing_before_is_found_in_the_next() throws Exception {
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("more"));
    assertTrue(servedTree.directory().isAbsent(ServedTree.request("more", ServedTree.IDENTITY)));
    Files.writeString(release(2).resolve("more"), "more");
    turn(place.resolve("release2"));

    assertFalse(servedTree.directory().isAbsent(ServedTree.request("more", ServedTree.IDENTITY)));
    assertEquals("more", ServedTree.text(servedTree.source("more")));
  }

  /** Most filesystems give the new directory, and the file in it, the old inodes' numbers. */
  @Test
  void a_directory_built_anew_is_served() throws Exception {
    Files.delete(served);
    Path dist = Files.createDirectory(served);
    Files.writeString(dist.resolve("file"), "0");
    assertSeen("0");
    for (int i = 1; i < 20; i++) {
      Files.delete(dist.resolve("file"));
      Files.delete(dist);
      assertNothingAtOnce();
      assertEquals(Outage.GONE, ServedTree.outage(servedTree.resolve("file")));
      assertEquals(Outage.GONE, ServedTree.outage(servedTree.resolve("/")));
      Files.createDirectory(dist);
      assertInstanceOf(Resolution.Missing.class, servedTree.resolve("file"));
      Files.writeString(dist.resolve("file"), "" + i);
      assertSeen("" + i);
    }
  }

  @Test
  void a_directory_moved_away_is_gone_until_it_is_back() throws Exception {
    Files.delete(served);
    Files.move(place.resolve("release1"), served);
    assertSeen("1");
    Files.move(served, place.resolve("aside"));

    assertNothingAtOnce();
    assertEquals(Outage.GONE, ServedTree.outage(servedTree.resolve("file")));
    assertEquals(0, openBelow(place.resolve("aside")));
    Files.move(place.resolve("aside"), served);
    assertSeen("1");
  }

  @Test
  void a_mount_over_it_is_served_and_what_was_below_after_it_was_unmounted() throws Exception {
    try (ScratchFilesystem other = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      Files.writeString(other.path().resolve("file"), "mounted");
      Files.delete(served);
      Files.move(place.resolve("release1"), served);
      assertSeen("1");

      Commands.run("mount", "--bind", other.path().toString(), served.toString());
      try {
        assertNothingAtOnce();
        assertSeen("mounted");
        servedTree.directory().tidy();
        servedTree.directory().tidy();
      } finally {
        Commands.run("umount", served.toString());
      }
      assertNothingAtOnce();
      assertSeen("1");
    }
  }

  @Test
  void a_directory_that_nobody_asks_for_is_let_go_of_and_opened_again() throws Exception {
    servedTree.directory().tidy();
    assertEquals(1, openBelow(place.resolve("release1")), "asked for since");
    servedTree.directory().tidy();
    assertEquals(0, openBelow(place.resolve("release1")));

    assertNothingAtOnce();
    assertSeen("1");
    assertEquals(List.of(false, false), heard, "still the same one");
  }

  @Test
  void one_that_the_path_no_longer_leads_to_is_let_go_of_unasked() throws Exception {
    turn(release(2));
    servedTree.directory().tidy();
    assertEquals(0, openBelow(place.resolve("release1")));
  }

  @Test
  void the_spa_and_the_listing_are_those_of_the_new_directory() throws Exception {
    Files.writeString(place.resolve("release1/app.html"), "app 1");
    try (ServedTree spa = ServedTree.with(served, true, "app.html", Symlinks.FOLLOWED, false)) {
      Target deep = new Target("deep", false, "");
      assertEquals("app 1", ServedTree.text(spa.source(spa.resolve(deep, true))));
      Files.writeString(release(2).resolve("app.html"), "app 2");
      turn(place.resolve("release2"));
      assertEquals("app 2", ServedTree.text(spa.source(spa.resolve(deep, true))));
      Resolution.Listed listed = assertInstanceOf(Resolution.Listed.class, servedTree.resolve("/"));
      assertEquals(2, listed.folder().entries().size());
    }
  }

  /** What was published before a request came in is the least that it gets. */
  @Test
  void no_request_gets_a_directory_older_than_itself() throws Exception {
    Map<Long, Integer> releaseOfInode = new ConcurrentHashMap<>();
    AtomicInteger published = new AtomicInteger(1);
    AtomicBoolean over = new AtomicBoolean();
    releaseOfInode.put(inode(place.resolve("release1/file")), 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> read(releaseOfInode, published, over)));
      }
      try {
        for (int number = 2; number < TURNS; number++) {
          releaseOfInode.put(inode(release(number).resolve("file")), number);
          turn(place.resolve("release" + number));
          published.set(number);
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> reader : readers) {
        assertTrue(reader.get(20, TimeUnit.SECONDS) > 0);
      }
    }
  }

  private static long inode(Path file) throws IOException {
    return (Long) Files.getAttribute(file, "unix:ino");
  }

  /** Asks as the event loops do; how often. */
  private int read(Map<Long, Integer> releaseOfInode, AtomicInteger published, AtomicBoolean over)
      throws IOException {
    int times = 0;
    while (!over.get()) {
      int least = published.get();
      CachedResolution cachedResolution = servedTree.confirm("file", ServedTree.IDENTITY);
      if (cachedResolution != null) {
        int seen =
            Objects.requireNonNull(
                releaseOfInode.get(((Stamp) cachedResolution.identity()).inode()));
        assertTrue(seen >= least, () -> "confirmed " + seen + " after " + least);
      }
      OpenFile source =
          servedTree
              .directory()
              .openAtOnce(ServedTree.request("file", ServedTree.IDENTITY), cachedResolution);
      if (source == null) {
        source = servedTree.source("file");
      }
      int seen = Integer.parseInt(ServedTree.text(source));
      assertTrue(seen >= least, () -> "got " + seen + " after " + least);
      times++;
    }
    return times;
  }
}
