package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.testing.Commands;
import dev.untorn.version.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody renames in the tree as fast as they can while it is served. */
final class RacingTreeTest {
  private static final int RESOLUTIONS = 20_000;
  private static final int PLANTED = 9;

  private enum Seen {
    INSIDE,
    REFUSED
  }

  @TempDir Path place;

  private Path outside;
  private Path root;

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void no_race_ever_gives_a_file_from_outside() throws Exception {
    long seed = System.nanoTime();
    System.out.println("RacingTreeTest seed " + seed); // console
    AtomicBoolean over = new AtomicBoolean();
    Map<Seen, Integer> counts = new EnumMap<>(Seen.class);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        ServedTree servedTree = ServedTree.with(root, true, "", Symlinks.FOLLOWED, true)) {
      Future<?> shuffler = thread.submit(() -> shuffle(new Random(seed), over));
      try {
        Random random = new Random(~seed);
        List<String> paths = List.of("d/file", "file", "d/", "d/e/file", "up/file", "d/up/file");
        for (int i = 0; i < RESOLUTIONS; i++) {
          String path = paths.get(random.nextInt(paths.size()));
          counts.merge(look(servedTree, path), 1, Integer::sum);
          servedTree.confirm(path, ServedTree.ALL);
        }
      } finally {
        over.set(true);
      }
      shuffler.get(10, TimeUnit.SECONDS);
    }
    assertEquals(2, counts.size(), () -> "one side of the race was never seen: " + counts);
  }

  private static Seen look(ServedTree servedTree, String path) throws Exception {
    return switch (servedTree.directory().find(ServedTree.target(path), ServedTree.ALL, false)) {
      case Resolution.Found(OpenFile source) -> {
        String text = ServedTree.text(source);
        assertTrue(text.startsWith("inside"), () -> path + " gave " + text);
        yield Seen.INSIDE;
      }
      case Resolution.Listed(Folder folder, var memory) -> {
        memory.close();
        assertTrue(
            folder.entries().stream().noneMatch(entry -> entry.name().contains("secret")),
            folder::toString);
        yield Seen.INSIDE;
      }
      case Resolution.Missing _, Resolution.NeedsSlash _, Resolution.Raced _ -> Seen.REFUSED;
      case Resolution.Unavailable wrong -> throw new AssertionError(wrong);
      case Resolution.TooManyEntries wrong -> throw new AssertionError(wrong);
      case Resolution.Found wrong -> throw new AssertionError(wrong);
      case Resolution.Relayed wrong -> throw new AssertionError(wrong);
      case Resolution.Cached wrong -> throw new AssertionError(wrong);
      case Resolution.Refused wrong -> throw new AssertionError(wrong);
      case Resolution.Forbidden wrong -> throw new AssertionError(wrong);
      case Resolution.Exhausted wrong -> throw new AssertionError(wrong);
      case Resolution.Failed wrong -> throw new AssertionError(wrong);
    };
  }

  /** Each of these takes the place of {@code d} or {@code file} in turn. */
  @BeforeEach
  void plant() throws Exception {
    outside = place.resolve("outside");
    root = place.resolve("root");
    Files.createDirectories(outside.resolve("e"));
    Files.writeString(outside.resolve("file"), "secret");
    Files.writeString(outside.resolve("secret"), "secret");
    Files.writeString(outside.resolve("e/file"), "secret");
    Files.createDirectories(root.resolve("0/e"));
    Files.writeString(root.resolve("0/file"), "inside directory");
    Files.writeString(root.resolve("0/e/file"), "inside below");
    Files.createSymbolicLink(root.resolve("0/up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("1"), outside);
    Files.createSymbolicLink(root.resolve("2"), Path.of("0"));
    Files.createSymbolicLink(root.resolve("3"), root.relativize(outside));
    Files.writeString(root.resolve("4"), "inside file");
    Files.createSymbolicLink(root.resolve("5"), outside.resolve("file"));
    Commands.run("mkfifo", root.resolve("6").toString());
    Files.createSymbolicLink(root.resolve("7"), root.resolve("0").toAbsolutePath());
    Files.createSymbolicLink(root.resolve("8"), Path.of("../root/4"));
    Files.createSymbolicLink(root.resolve("up"), Path.of("d/.."));
  }

  private void shuffle(Random random, AtomicBoolean over) {
    List<Path> places = List.of(root.resolve("d"), root.resolve("file"));
    try {
      while (!over.get()) {
        Path planted = root.resolve(Integer.toString(random.nextInt(PLANTED)));
        Path place = places.get(random.nextInt(places.size()));
        Files.move(planted, place, StandardCopyOption.ATOMIC_MOVE);
        Files.move(place, planted, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
