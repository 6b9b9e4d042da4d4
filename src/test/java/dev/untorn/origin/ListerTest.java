package dev.untorn.origin;

import dev.untorn.linux.LinuxFile.Walk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.LinuxFile.Symlinks;
import dev.untorn.testing.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListerTest {
  @TempDir Path place;

  private Path root;

  @BeforeEach
  void plant() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    Files.createDirectory(root.resolve("dir"));
  }

  private Folder list(String path, Symlinks symlinks, int max) {
    try (LinuxFile open = Site.open(root)) {
      return switch (new Lister(new Tree(open, symlinks, Walk.ANY), max).list(path)) {
        case Resolution.Listed(Folder folder) -> folder;
        case Resolution other -> throw new AssertionError(other);
      };
    }
  }

  private List<String> names(String path, Symlinks symlinks) {
    return list(path, symlinks, 100).entries().stream().map(Folder.Entry::name).toList();
  }

  @Test
  void directories_come_first_then_names_in_order() throws Exception {
    for (String name : List.of("b", "a", "Z", "dir/x")) {
      Files.writeString(root.resolve(name), name);
    }
    Files.createDirectory(root.resolve("zoo"));
    Files.setLastModifiedTime(root.resolve("dir"), FileTime.fromMillis(1_500));
    for (String name : List.of("zoo", "Z", "a", "b")) {
      Files.setLastModifiedTime(root.resolve(name), FileTime.fromMillis(-1_000));
    }

    assertEquals(
        new Folder(
            "",
            List.of(
                new Folder.Entry("dir", true, 0, 1),
                new Folder.Entry("zoo", true, 0, -1),
                new Folder.Entry("Z", false, 1, -1),
                new Folder.Entry("a", false, 1, -1),
                new Folder.Entry("b", false, 1, -1)),
            false),
        list("", Symlinks.FOLLOWED, 100));
    assertEquals(List.of("x"), names("dir", Symlinks.FOLLOWED));
  }

  @Test
  void hidden_names_are_left_out() throws Exception {
    Files.writeString(root.resolve("dir/.hidden"), "x");
    Files.createDirectory(root.resolve("dir/.git"));

    assertEquals(List.of(), names("dir", Symlinks.FOLLOWED));
  }

  @Test
  void only_what_can_be_requested_is_listed() throws Exception {
    Files.writeString(place.resolve("secret"), "x");
    Files.writeString(root.resolve("file"), "12345");
    Commands.run("mkfifo", root.resolve("dir/fifo").toString());
    link("to-file", "../file");
    link("to-folder", "..");
    link("out", "../../secret");
    link("absolute", root.resolve("file").toString());
    link("dangling", "nothing");
    link("loop", "loop");
    link("to-fifo", "fifo");

    assertEquals(List.of("to-folder", "absolute", "to-file"), names("dir", Symlinks.FOLLOWED));
    assertEquals(5, list("dir", Symlinks.FOLLOWED, 9).entries().get(1).sizeBytes());
    assertEquals(List.of(), names("dir", Symlinks.REFUSED));
  }

  private void link(String name, String target) throws Exception {
    Files.createSymbolicLink(root.resolve("dir").resolve(name), Path.of(target));
  }

  @Test
  void more_than_the_bound_is_cut_and_said() throws Exception {
    for (int i = 0; i < 10; i++) {
      Files.writeString(root.resolve("dir/" + i), "x");
    }

    Folder cut = list("dir", Symlinks.FOLLOWED, 9);
    Folder whole = list("dir", Symlinks.FOLLOWED, 10);

    assertEquals(9, cut.entries().size());
    assertTrue(cut.truncated());
    assertEquals(10, whole.entries().size());
    assertFalse(whole.truncated());
  }
}
