package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.testing.Commands;
import dev.untorn.testing.Skip;
import dev.untorn.version.Outage;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree may hold that must not be served, must not block, and must not be an exception. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileTreeTest {
  @TempDir Path place;

  private Path outside;
  private Path root;

  private ServedTree servedTree;
  private ServedTree strict;

  @BeforeEach
  void serve() throws Exception {
    outside = Files.createDirectory(place.resolve("outside"));
    root = Files.createDirectory(place.resolve("root"));
    Files.writeString(outside.resolve("secret"), "secret");
    servedTree = ServedTree.of(root);
    strict = ServedTree.with(root, true, "", Symlinks.REFUSED, true);
  }

  @AfterEach
  void close() {
    servedTree.close();
    strict.close();
  }

  private void assertMissing(String path) {
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve(path), path);
    assertInstanceOf(Resolution.Missing.class, strict.resolve(path), path);
    assertNull(servedTree.confirm(path, ServedTree.ALL));
  }

  private Path link(String name, String target) throws Exception {
    return Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  @Test
  void a_fifo_is_missing_and_its_writer_is_left_waiting() throws Exception {
    Path fifo = root.resolve("fifo");
    Commands.run("mkfifo", fifo.toString());
    Process writer = new ProcessBuilder("sh", "-c", "exec 3>" + fifo).start();
    try {
      awaitBlockedOpen(writer);
      for (int i = 0; i < 100; i++) {
        assertMissing("fifo");
        assertMissing("fifo/");
      }
      assertTrue(writer.isAlive(), "an open of the FIFO would have let its writer go on");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Waits until the shell sleeps, which it does only in the open of a FIFO that nobody reads. */
  private static void awaitBlockedOpen(Process writer) throws Exception {
    Path stat = Path.of("/proc/" + writer.pid() + "/stat");
    while (!Files.readString(stat).contains("(sh) S")) {
      assertTrue(writer.isAlive());
      Thread.onSpinWait();
    }
  }

  @Test
  void a_fifo_as_index_or_sibling_is_passed_over() throws Exception {
    Commands.run("mkfifo", root.resolve("index.html").toString());
    Files.writeString(root.resolve("index.htm"), "page");
    Commands.run("mkfifo", root.resolve("index.htm.gz").toString());

    assertEquals("page", ServedTree.text(servedTree.source("/", ServedTree.ALL)));
  }

  @Test
  void a_socket_is_missing() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));

      assertMissing("socket");
    }
  }

  @Test
  void devices_are_missing() throws Exception {
    Skip.unless(Machine.userId() == 0, "only root makes devices");
    Commands.run("mknod", root.resolve("zero").toString(), "c", "1", "5");
    Commands.run("mknod", root.resolve("tty").toString(), "c", "5", "0");
    Commands.run("mknod", root.resolve("disk").toString(), "b", "7", "200");

    assertMissing("zero");
    assertMissing("tty");
    assertMissing("disk");
    assertMissing("disk/");
  }

  @Test
  void symlinks_that_leave_the_root_are_missing() throws Exception {
    link("absolute", outside.resolve("secret").toString());
    link("relative", root.relativize(outside.resolve("secret")).toString());
    link("folder", outside.toString());
    link("up", "..");
    link("proc", "/proc/self/root");
    link("prefix", root.toAbsolutePath() + "-of-another/file");
    Files.createDirectory(place.resolve("root-of-another"));
    Files.writeString(place.resolve("root-of-another/file"), "secret");
    link("hidden", root.toAbsolutePath() + "/../outside/secret");
    link("nothing-outside", "/nonexistent/x");

    for (String path :
        new String[] {
          "absolute",
          "relative",
          "folder/secret",
          "folder/",
          "up/",
          "proc/etc/passwd",
          "prefix",
          "hidden",
          "nothing-outside"
        }) {
      assertMissing(path);
    }
    Files.delete(root.resolve("proc"));
  }

  @Test
  void symlinks_that_leave_the_root_and_come_back_are_followed_unless_refused() throws Exception {
    Files.createDirectories(root.resolve("releases/3"));
    Files.writeString(root.resolve("releases/3/file"), "three");
    Files.writeString(root.resolve("releases/3/index.html"), "index");
    String absolute = root.toAbsolutePath().toString();
    link("current", absolute + "/releases/3");
    link("previous", "../root/releases/3");
    link("chain", absolute + "/previous");
    link("file", absolute + "/chain/file");
    link("roundabout", "../outside/back/releases/3");
    Files.createSymbolicLink(outside.resolve("back"), root);
    link("top", absolute);

    for (String folder : List.of("current", "previous", "chain", "roundabout")) {
      assertEquals("three", ServedTree.text(servedTree.source(folder + "/file")), folder);
      assertEquals("index", ServedTree.text(servedTree.source(folder + "/")), folder);
      assertInstanceOf(Resolution.NeedsSlash.class, servedTree.resolve(folder), folder);
      assertNotNull(servedTree.confirm(folder + "/file", ServedTree.ALL), folder);
      assertInstanceOf(Resolution.Missing.class, servedTree.resolve(folder + "/file/"), folder);
      assertInstanceOf(Resolution.Missing.class, servedTree.resolve(folder + "/nothing"), folder);
      assertInstanceOf(Resolution.Missing.class, strict.resolve(folder + "/file"), folder);
    }
    assertEquals("three", ServedTree.text(servedTree.source("file")));
    assertInstanceOf(Resolution.NeedsSlash.class, servedTree.resolve("top"));
    assertInstanceOf(Resolution.Missing.class, strict.resolve("file"));
  }

  @Test
  void a_loop_through_the_outside_ends() throws Exception {
    link("a", outside.resolve("b").toString());
    Files.createSymbolicLink(outside.resolve("b"), root.resolve("a"));

    assertMissing("a");
    assertMissing("a/");
  }

  @Test
  void symlinks_inside_are_followed_unless_refused() throws Exception {
    Files.createDirectories(root.resolve("data/v1"));
    Files.writeString(root.resolve("data/v1/file"), "one");
    link("current", "data/v1");
    link("latest", "current/file");
    link("data/back", "../latest");

    for (String path : new String[] {"current/file", "latest", "data/back"}) {
      assertEquals("one", ServedTree.text(servedTree.source(path)), path);
      assertInstanceOf(Resolution.Missing.class, strict.resolve(path), path);
    }
    assertInstanceOf(Resolution.NeedsSlash.class, servedTree.resolve("current"));
    assertInstanceOf(Resolution.Missing.class, strict.resolve("current/"));
  }

  @Test
  void loops_and_dangling_symlinks_are_missing() throws Exception {
    link("a", "b");
    link("b", "a");
    link("self", "self");
    link("dangling", "nothing");
    link("long0", "nothing");
    for (int i = 1; i < 60; i++) {
      link("long" + i, "long" + (i - 1));
    }

    for (String path : new String[] {"a", "a/", "a/x", "self", "dangling", "long59"}) {
      assertMissing(path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../..", "a/../../secret", "/etc/passwd", "./..", "x\0y", "\0"})
  void paths_no_parser_should_let_through_are_missing_all_the_same(String path) {
    assertInstanceOf(
        Resolution.Missing.class, servedTree.directory().find(raw(path), ServedTree.ALL, false));
  }

  private static Target raw(String path) {
    return new Target(path, false, "");
  }

  @Test
  void a_nul_does_not_cut_a_path_short() throws Exception {
    Files.writeString(root.resolve("page"), "x");

    assertMissing("page\0.html");
  }

  @Test
  void names_too_long_are_missing() throws Exception {
    Files.writeString(root.resolve("n".repeat(255)), "longest");

    assertEquals("longest", ServedTree.text(servedTree.source("n".repeat(255))));
    assertMissing("n".repeat(256));
    assertMissing("d/".repeat(2047) + "x");
    assertMissing("d/".repeat(4000));
    assertEquals("longest", ServedTree.text(servedTree.source("n".repeat(255), ServedTree.ALL)));
  }

  @Test
  void what_may_not_be_read_is_forbidden() throws Exception {
    Files.writeString(root.resolve("private"), "x");
    Files.createDirectory(root.resolve("closed"));
    Files.writeString(root.resolve("closed/file"), "x");
    Files.createDirectory(root.resolve("dir"));
    Files.writeString(root.resolve("dir/index.html"), "x");
    for (String path : new String[] {"private", "closed", "dir/index.html"}) {
      Files.setPosixFilePermissions(
          root.resolve(path), PosixFilePermissions.fromString("---------"));
    }
    try {
      Skip.unless(Machine.userId() != 0, "root may read everything");

      assertInstanceOf(Resolution.Forbidden.class, servedTree.resolve("private"));
      assertInstanceOf(Resolution.Forbidden.class, servedTree.resolve("closed/file"));
      assertInstanceOf(Resolution.Forbidden.class, servedTree.resolve("closed/"));
      assertInstanceOf(Resolution.Forbidden.class, servedTree.resolve("dir/"));
    } finally {
      Files.setPosixFilePermissions(
          root.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_root_that_was_removed_is_gone() throws Exception {
    Path gone = Files.createDirectory(outside.resolve("gone"));
    try (ServedTree removed = ServedTree.of(gone)) {
      Files.delete(gone);

      assertEquals(Outage.GONE, ServedTree.outage(removed.resolve("x")));
      assertEquals(Outage.GONE, ServedTree.outage(removed.resolve("x/")));
      assertEquals(Outage.GONE, ServedTree.outage(removed.resolve("/")));
    }
  }
}
