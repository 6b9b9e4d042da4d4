package dev.untorn.origin.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.ServedTree;
import dev.untorn.testing.Commands;
import dev.untorn.version.Outage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  private Resolution list(String path, Symlinks symlinks, ListingMemory memory) {
    try (LinuxFile open = ServedTree.open(root)) {
      return new Lister(new Tree(open, symlinks, Walk.ANY), memory).list(path);
    }
  }

  private Set<Folder.Entry> entries(String path, Symlinks symlinks) {
    return switch (list(path, symlinks, ListingMemory.ofThisProcess())) {
      case Resolution.Listed(Folder folder, var memory) -> {
        memory.close();
        assertEquals(path, folder.path());
        yield Set.copyOf(folder.entries());
      }
      case Resolution other -> throw new AssertionError(other);
    };
  }

  private Set<String> names(String path, Symlinks symlinks) {
    return entries(path, symlinks).stream().map(Folder.Entry::name).collect(Collectors.toSet());
  }

  @Test
  void entries_have_what_a_request_of_them_would_reach() throws Exception {
    Files.writeString(root.resolve("a"), "12345");
    Files.createDirectory(root.resolve("zoo"));
    Files.createSymbolicLink(root.resolve("to-a"), Path.of("a"));
    Files.createSymbolicLink(root.resolve("to-zoo"), Path.of("zoo"));
    Files.setLastModifiedTime(root.resolve("dir"), FileTime.fromMillis(1_500));
    for (String name : List.of("zoo", "a")) {
      Files.setLastModifiedTime(root.resolve(name), FileTime.fromMillis(-1_000));
    }

    assertEquals(
        Set.of(
            new Folder.Entry("dir", true, false, 0, 1),
            new Folder.Entry("zoo", true, false, 0, -1),
            new Folder.Entry("to-zoo", true, true, 0, -1),
            new Folder.Entry("a", false, false, 5, -1),
            new Folder.Entry("to-a", false, true, 5, -1)),
        entries("", Symlinks.FOLLOWED));
  }

  @Test
  void hidden_names_are_left_out() throws Exception {
    Files.writeString(root.resolve("dir/.hidden"), "x");
    Files.createDirectory(root.resolve("dir/.git"));
    Files.writeString(root.resolve("dir/.treeinfo"), "published all the same");

    assertEquals(Set.of(".treeinfo"), names("dir", Symlinks.FOLLOWED));
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

    assertEquals(Set.of("to-folder", "absolute", "to-file"), names("dir", Symlinks.FOLLOWED));
    assertEquals(Set.of(), names("dir", Symlinks.REFUSED));
  }

  private void link(String name, String target) throws Exception {
    Files.createSymbolicLink(root.resolve("dir").resolve(name), Path.of(target));
  }

  @Test
  void a_folder_that_memory_has_no_room_for_is_refused_whole() throws Exception {
    for (int i = 0; i < 1_500; i++) {
      Files.createFile(root.resolve("dir/" + i));
    }
    ListingMemory little = new ListingMemory(128 * 1024);
    ListingMemory some = new ListingMemory(256 * 1024);

    assertInstanceOf(Resolution.TooManyEntries.class, list("dir", Symlinks.FOLLOWED, little));
    assertEquals(0, little.usedBytes(), "given back");
    Resolution.Listed first =
        assertInstanceOf(Resolution.Listed.class, list("dir", Symlinks.FOLLOWED, some));
    assertEquals(1_500, first.folder().entries().size());
    assertEquals(Outage.SATURATED, ServedTree.outage(list("dir", Symlinks.FOLLOWED, some)));
    first.memory().close();
    first.memory().close();
    assertInstanceOf(Resolution.Listed.class, list("dir", Symlinks.FOLLOWED, some))
        .memory()
        .close();
    assertEquals(0, some.usedBytes());
  }
}
