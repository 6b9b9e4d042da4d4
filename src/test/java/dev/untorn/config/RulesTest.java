package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.config.load.SettingsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section {@code rules} of the file. */
final class RulesTest {
  private static final String TWO =
      """
      rules:
        - {match: '*.log', mode: sendfile}
        - match: /live/**
          while-writing: moment
          mode: guarded
      """;

  @TempDir private Path folder;

  @Test
  void rules_are_read_in_their_order() throws Exception {
    assertEquals(
        List.of(
            new Rule(
                new Glob("*.log"), Optional.of(Mode.SENDFILE), Optional.empty(), Optional.empty()),
            new Rule(
                new Glob("/live/**"),
                Optional.of(Mode.GUARDED),
                Optional.of(WhileWriting.MOMENT),
                Optional.empty())),
        read(TWO).settings().rules());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rules:\n", "rules: []\n"})
  void a_file_without_rules_has_none(String text) throws Exception {
    assertEquals(List.of(), read(text).settings().rules());
  }

  @Test
  void every_mistake_is_reported_with_line_column_and_what_is_allowed() throws Exception {
    assertEquals(
        """
        untorn.yaml:2:13: rules.match: found 'a//b'; allowed: a pattern of paths such as *.log or \
        /live/**, without [ ] { } or \\, with ** only as a whole name
        untorn.yaml:3:22: rules.mod: no such key; did you mean rules.mode?
        untorn.yaml:3:5: rules: a rule must set mode, while-writing or dates
        untorn.yaml:4:5: rules.match: missing; every rule must have one
        untorn.yaml:5:5: rules: a rule must set mode, while-writing or dates
        untorn.yaml:6:28: rules.mode: found 'fast'; allowed: auto, sendfile, snapshot or guarded
        untorn.yaml:7:37: rules.while-writing: found 'moment' as a list; allowed: committed, moment or refuse
        untorn.yaml:8:5: rules: found '*.log'; allowed: keys, each with a value
        untorn.yaml:9:16: rules.index: no such key; did you mean serve.index?
        untorn.yaml:9:5: rules: a rule must set mode, while-writing or dates
        untorn.yaml:10:16: rules.match: set twice; first in line 10
        untorn.yaml:10:5: rules: a rule must set mode, while-writing or dates
        untorn.yaml:11:4: rules.match: missing; every rule must have one
        untorn.yaml:11:4: rules: a rule must set mode, while-writing or dates
        """,
        problems(
            """
            rules:
              - {match: a//b, mode: sendfile}
              - {match: '*.log', mod: sendfile}
              - {mode: sendfile}
              - {match: '*.log'}
              - {match: '*.log', mode: fast}
              - {match: '*.log', while-writing: [moment]}
              - '*.log'
              - {match: a, index: b}
              - {match: a, match: b}
              -
            """));
  }

  @Test
  void what_is_no_list_of_rules_is_reported() throws Exception {
    assertEquals(
        """
        untorn.yaml:1:8: rules: found a mapping; allowed: a list of rules, each with match and mode, \
        while-writing or dates
        """,
        problems("rules: {match: '*.log', mode: sendfile}\n"));
    assertEquals(
        "untorn.yaml:1:1: rule: no such section; did you mean rules?\n", problems("rule: []\n"));
  }

  @Test
  void rules_are_bounded_in_number() throws Exception {
    String one = "  - {match: a, mode: auto}\n";
    assertEquals(100, read("rules:\n" + one.repeat(100)).settings().rules().size());
    assertEquals(
        "untorn.yaml:2:3: rules: found 101 rules; allowed: at most 100\n",
        problems("rules:\n" + one.repeat(101)));
  }

  @Test
  void the_printed_rules_tell_their_places_and_are_read_back_as_the_same() throws Exception {
    LoadResult.Read read = read(TWO);
    String printed = SettingsText.effective(read);
    for (String line :
        List.of(
            "  - \\{match: '\\*.log', mode: sendfile} +# from .*untorn.yaml:2",
            "  - \\{match: /live/\\*\\*, mode: guarded, while-writing: moment} +# from .*yaml:3")) {
      assertTrue(printed.lines().anyMatch(each -> each.matches(line)), printed);
    }
    assertEquals(read.settings().rules(), read(printed).settings().rules());
    String none = SettingsText.effective(read(""));
    assertTrue(none.lines().anyMatch(each -> each.matches("rules: \\[] +# from default")), none);
  }

  @Test
  void the_example_of_the_reference_file_is_sound() throws Exception {
    String reference = Files.readString(ReferenceFile.PATH);
    assertTrue(
        reference.replaceAll("\n# ", " ").contains("At most " + RuleKeys.RULES_MAX + " rules"));
    String example =
        reference
            .lines()
            .filter(line -> line.startsWith("#   "))
            .map(line -> line.substring(4) + "\n")
            .collect(Collectors.joining());
    assertEquals(3, read(example).settings().rules().size());
  }

  private LoadResult.Read read(String text) throws Exception {
    LoadResult loadResult = reading(text);
    return assertInstanceOf(LoadResult.Read.class, loadResult, loadResult::toString);
  }

  private String problems(String text) throws Exception {
    return assertInstanceOf(LoadResult.Invalid.class, reading(text)).problems().stream()
        .map(problem -> problem.line().replace(folder + "/", "") + "\n")
        .collect(Collectors.joining());
  }

  private LoadResult reading(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("untorn.yaml"), text);
    return SettingsReader.read(Optional.of(file), Map.of(), List.of());
  }
}
