package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.linux.Errno;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.origin.directory.Tree;
import dev.untorn.testing.Commands;
import dev.untorn.version.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of descriptors: none is leaked, and when there are none left it is said. */
final class DescriptorsTest {
  private static final List<String> PATHS =
      List.of(
          "app.js",
          "app.js/",
          "dir",
          "dir/",
          "dir/x",
          "",
          "fifo",
          "fifo/",
          "out",
          "loop",
          "gone",
          "stale.css",
          "link");

  @TempDir Path place;

  private Path root;

  @BeforeEach
  void plant() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    Files.createDirectory(root.resolve("dir"));
    for (String name : List.of("stale.css.gz", "stale.css", "app.js", "app.js.gz", "index.htm")) {
      Files.writeString(root.resolve(name), name);
    }
    Commands.run("touch", "-d", "@1", root.resolve("stale.css.gz").toString());
    Commands.run("mkfifo", root.resolve("fifo").toString());
    Files.createSymbolicLink(root.resolve("out"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("app.js"));
  }

  /** Descriptors of this process that lead into the tree. */
  private long open() throws Exception {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(this::leadsHere).count();
    }
  }

  private boolean leadsHere(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(place.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_thousand_mixed_resolutions_leak_none() throws Exception {
    long seed = System.nanoTime();
    System.out.println("DescriptorsTest seed " + seed); // console
    Random random = new Random(seed);
    assertEquals(0, open());
    try (ServedTree servedTree = ServedTree.with(root, true, "app.js", Symlinks.FOLLOWED, true)) {
      long before = open();
      for (int i = 0; i < 1000; i++) {
        Target target = ServedTree.target(PATHS.get(random.nextInt(PATHS.size())));
        if (servedTree.directory().find(target, ServedTree.ALL, random.nextBoolean())
            instanceof Resolution.Found(OpenFile source)) {
          assertEquals(before + 1, open());
          source.file().close();
        }
        servedTree.directory().confirm(ServedTree.request(target, ServedTree.ALL));
      }
      assertEquals(before, open());
    }
    assertEquals(0, open());
  }

  @Test
  void without_descriptors_the_answer_is_exhausted_and_later_the_file() throws Exception {
    try (ServedTree servedTree = ServedTree.with(root, true, "", Symlinks.FOLLOWED, true);
        LinuxFile directory = ServedTree.open(root)) {
      servedTree.source("app.js", ServedTree.ALL).file().close();
      // Without descriptors no class can be loaded from a directory.
      assertInstanceOf(Resolution.Exhausted.class, Tree.refusal(Errno.EMFILE));
      List<LinuxFile> all = new ArrayList<>();
      String before = limit("SOFT");
      limitTo("512");
      try {
        while (directory.openBeneath("app.js", Symlinks.FOLLOWED, Walk.ANY)
            instanceof Opened.File(LinuxFile file)) {
          all.add(file);
        }
        for (String path : List.of("app.js", "dir/", "", "gone")) {
          assertInstanceOf(Resolution.Exhausted.class, servedTree.resolve(path), path);
        }
        all.removeLast().close();
        assertEquals(
            "app.js",
            ServedTree.text(servedTree.source("app.js", ServedTree.ALL)),
            "no sibling, but served");
      } finally {
        all.forEach(LinuxFile::close);
        limitTo(before);
      }
      assertEquals("app.js.gz", ServedTree.text(servedTree.source("app.js", ServedTree.ALL)));
    }
  }

  private static String limit(String column) throws Exception {
    return Commands.run("prlimit", "--nofile", "--noheadings", "-o", column, "--pid", self());
  }

  private static void limitTo(String soft) throws Exception {
    Commands.run("prlimit", "--nofile=" + soft + ":", "--pid", self());
  }

  private static String self() {
    return Long.toString(ProcessHandle.current().pid());
  }
}
