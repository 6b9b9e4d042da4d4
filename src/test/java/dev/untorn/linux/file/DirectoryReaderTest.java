package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.untorn.linux.Errno;
import dev.untorn.linux.Fixture;
import dev.untorn.linux.KernelException;
import dev.untorn.testing.Commands;
import dev.untorn.text.PathBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryReaderTest {
  @TempDir Path place;

  private List<String> names(int max) throws Exception {
    List<String> names = new ArrayList<>();
    try (LinuxFile directory = Fixture.directory(place)) {
      DirectoryReader.readNames(
          directory,
          name -> {
            names.add(name);
            return names.size() < max;
          });
    }
    return names;
  }

  @Test
  void ten_thousand_names_come_once_each() throws Exception {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "name-" + "x".repeat(i % 200) + i;
      expected.add(name);
      Files.createFile(place.resolve(name));
    }

    List<String> names = names(Integer.MAX_VALUE);

    assertEquals(expected, new HashSet<>(names));
    assertEquals(expected.size(), names.size());
    assertEquals(17, names(17).size());
  }

  @Test
  void an_empty_directory_has_no_names() throws Exception {
    assertEquals(List.of(), names(Integer.MAX_VALUE));
  }

  @Test
  void strange_names_come_by_their_bytes() throws Exception {
    Commands.run("sh", "-c", "cd \"$0\"; touch \"$(printf 'bad\\377')\"", place.toString());
    Set<String> strange = Set.of("new\nline", "ünïcödé-文件-😀", " ", "\"'\\%00", "x".repeat(255));
    for (String name : strange) {
      Commands.run("touch", place + "/" + name);
    }

    Set<String> expected = new HashSet<>(Set.of("bad\u00ff"));
    strange.forEach(name -> expected.add(PathBytes.of(name)));
    assertEquals(expected, Set.copyOf(names(Integer.MAX_VALUE)));
  }

  @Test
  void a_file_has_no_names() throws Exception {
    Files.writeString(place.resolve("file"), "x");
    try (LinuxFile file = Fixture.open(place, "file")) {
      KernelException refused =
          assertThrows(KernelException.class, () -> DirectoryReader.readNames(file, _ -> true));
      assertEquals(Errno.ENOTDIR, refused.errno());
    }
  }
}
