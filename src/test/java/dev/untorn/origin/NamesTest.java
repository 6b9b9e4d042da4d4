package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Glob;
import dev.untorn.config.Mode;
import dev.untorn.config.RouteRule;
import dev.untorn.config.Rule;
import dev.untorn.testing.Commands;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names a filesystem takes and people use. Made by other programs: a JVM in the C locale cannot.
 */
final class NamesTest {
  @TempDir Path root;

  private ServedTree servedTree;

  @BeforeEach
  void serve() {
    servedTree = ServedTree.of(root);
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  private void write(String name) throws Exception {
    Commands.run("sh", "-c", "printf %s \"$1\" >\"$0\"", root + "/" + name, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naïve",
        "文件.txt",
        "😀",
        "e\u0301",
        " leading and trailing ",
        "100%25",
        "%2e%2e",
        "a+b&c=d?e#f",
        "\"quoted\" 'twice'",
        "new\nline\r",
        "tab\tbell\u0007",
        "back\\slash",
        "<script>",
        "...",
        "-rf",
        "\u202Etxt.exe",
      })
  void strange_names_are_names(String name) throws Exception {
    write(name);

    assertEquals(name, ServedTree.text(servedTree.source(name)));
    assertNotNull(servedTree.confirm(name, ServedTree.IDENTITY));
  }

  @Test
  void the_longest_names_have_no_room_for_a_suffix() throws Exception {
    String name = "x".repeat(251) + ".css";
    write(name);

    assertEquals(name, ServedTree.text(servedTree.source(name, ServedTree.ALL)));
    assertNotNull(servedTree.confirm(name, ServedTree.ALL));
  }

  /** Each of 1 to 255 but the slash, alone and as part of a name. */
  @Test
  void every_byte_the_kernel_takes_in_a_name_is_listed_and_served() throws Exception {
    Commands.run(
        "perl",
        "-e",
        """
        chdir $ARGV[0];
        for $b (1 .. 255) {
          next if $b == 47;
          for $name (chr($b), "n" . chr($b) . "m.css") {
            next if $name eq ".";
            open(F, ">", "./" . $name) or die "$b: $!";
            print F $b;
            close F;
          }
        }\
        """,
        root.toString());

    Set<String> listed = new HashSet<>();
    if (servedTree.resolve("/") instanceof Resolution.Listed(Folder folder, var _)) {
      folder.entries().forEach(entry -> listed.add(entry.name()));
    }
    for (int b = 1; b < 256; b++) {
      for (String name : List.of("" + (char) b, "n" + (char) b + "m.css")) {
        if (b != '/' && !name.equals(".")) {
          assertTrue(listed.contains(name), "byte " + b);
          Target target = new Target(name, false, "");
          assertEquals(
              "" + b, ServedTree.text(servedTree.source(servedTree.resolve(target, false))));
          assertNotNull(
              servedTree.directory().confirm(ServedTree.request(target, ServedTree.IDENTITY)),
              "byte " + b);
        }
      }
    }
    assertEquals(255 - 1 + 255 - 1 - 1, listed.size());
  }

  @Test
  void rules_match_the_text_of_a_name() throws Exception {
    write("é.log");
    Commands.run("sh", "-c", "touch \"$0/$(printf 'bad\\377.log')\"", root.toString());
    Rule rule =
        new Rule(
            new Glob("/?.log"),
            Optional.of(Mode.SENDFILE),
            Optional.empty(),
            Optional.empty(),
            RouteRule.NONE);
    try (ServedTree ruled = ServedTree.ruled(root, rule)) {
      assertEquals(Mode.SENDFILE, ruled.source("é.log").policy().mode());
    }
    rule =
        new Rule(
            new Glob("bad?.log"),
            Optional.of(Mode.SENDFILE),
            Optional.empty(),
            Optional.empty(),
            RouteRule.NONE);
    try (ServedTree ruled = ServedTree.ruled(root, rule)) {
      Target target = new Target("bad\u00ff.log", false, "");
      assertEquals(Mode.SENDFILE, ruled.source(ruled.resolve(target, false)).policy().mode());
    }
  }
}
