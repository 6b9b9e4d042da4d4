package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.RouteSettings.ClientNoStore;
import dev.untorn.config.RouteSettings.Cookies;
import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.config.RouteSettings.DigestFile;
import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.config.key.OriginKeys;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
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

  private static final String SETTINGS =
      "mode, while-writing, dates, fresh, negative, stale-if-error, cookies,"
          + " client-no-store, ignored-query, unframed, deliver, digest";

  private static final String OBJECTS =
      """
      proxy: {origin: 'https://deb.example'}
      rules:
        - {match: /dists/**, fresh: 1m, negative: 10s, stale-if-error: 0s}
        - {match: /pool/**, fresh: immutable, cookies: store, deliver: proven, digest: sha1}
        - {match: /old/**, fresh: origin, unframed: pass, ignored-query: [utm_source, '!x']}
        - {match: '*.jar', client-no-store: ignore}
      """;

  @TempDir private Path folder;
  private ConfigurationFile file = new ConfigurationFile(Path.of(""));

  @BeforeEach
  void name_the_file() {
    file = new ConfigurationFile(folder);
  }

  @Test
  void rules_are_read_in_their_order() throws Exception {
    assertEquals(
        List.of(
            new Rule(
                new Glob("*.log"),
                Optional.of(Mode.SENDFILE),
                Optional.empty(),
                Optional.empty(),
                RouteRule.NONE),
            new Rule(
                new Glob("/live/**"),
                Optional.of(Mode.GUARDED),
                Optional.of(WhileWriting.MOMENT),
                Optional.empty(),
                RouteRule.NONE)),
        file.read(TWO).settings().rules());
  }

  @Test
  void rules_of_objects_are_read_printed_and_read_back() throws Exception {
    LoadResult.Read read = file.read(OBJECTS);
    List<RouteRule> rules = read.settings().rules().stream().map(Rule::objects).toList();
    assertEquals(Optional.of(new Lifetime.For(Duration.ofMinutes(1))), rules.get(0).fresh());
    assertEquals(Optional.of(Duration.ofSeconds(10)), rules.get(0).negative());
    assertEquals(Optional.of(Duration.ZERO), rules.get(0).staleIfError());
    assertEquals(Optional.empty(), rules.get(0).cookies());
    assertEquals(Optional.of(new Lifetime.Immutable()), rules.get(1).fresh());
    assertEquals(Optional.of(Cookies.STORE), rules.get(1).cookies());
    assertEquals(Optional.of(Delivery.PROVEN), rules.get(1).deliver());
    assertEquals(Optional.of(DigestFile.SHA1), rules.get(1).digest());
    assertEquals(Optional.of(new Lifetime.OfOrigin()), rules.get(2).fresh());
    assertEquals(Optional.of(ClientNoStore.IGNORE), rules.get(3).clientNoStore());
    assertEquals(Optional.of(Unframed.PASS), rules.get(2).unframed());
    assertEquals(Optional.of(List.of("utm_source", "!x")), rules.get(2).ignoredQuery());
    String printed = SettingsText.effective(read);
    assertEquals(read.settings().rules(), file.read(printed).settings().rules(), printed);
    assertEquals(read.settings().proxy(), file.read(printed).settings().proxy(), printed);
  }

  @Test
  void what_a_rule_leaves_out_is_as_in_the_section() throws Exception {
    Settings settings =
        file.read("proxy: {origin: 'http://x', negative: 5s}\nrules: [{match: a, fresh: 1h}]\n")
            .settings();
    RouteSettings there = settings.rules().getFirst().objects().over(settings.proxy().routes());
    assertEquals(new Lifetime.For(Duration.ofHours(1)), there.fresh());
    assertEquals(Duration.ofSeconds(5), there.negative());
    assertEquals(Duration.ofDays(7), there.staleIfError());
  }

  @Test
  void every_mistake_in_a_rule_of_objects_is_reported_with_what_is_allowed() throws Exception {
    assertEquals(
        """
        untorn.yaml:3:23: rules.fresh: found 'forever'; allowed: origin, immutable, or a time from 0s \
        to 3650d in whole seconds, with its unit: s, m, h or d
        untorn.yaml:4:23: rules.fresh: found '1500ms'; allowed: origin, immutable, or a time from 0s \
        to 3650d in whole seconds, with its unit: s, m, h or d
        untorn.yaml:5:26: rules.negative: found '60'; allowed: a time from 0s to 365d in whole seconds, \
        with its unit: s, m, h or d
        untorn.yaml:6:25: rules.cookies: found 'on'; allowed: refuse or store
        untorn.yaml:7:31: rules.ignored-query: found 'a=b' as a list; allowed: at most 64 times the \
        name of a query key, such as utm_source, as a list or with commas between
        untorn.yaml:8:25: rules.deliver: found 'later'; allowed: streaming or proven
        untorn.yaml:9:26: rules.unframed: found 'store'; allowed: refuse or pass
        untorn.yaml:10:16: rules.frsh: no such key; did you mean rules.fresh?
        untorn.yaml:10:5: rules: a rule must set one of %s
        untorn.yaml:11:16: rules.origin: no such key; did you mean proxy.origin?
        """
            .replace("%s", SETTINGS),
        file.problems(
            """
            proxy: {origin: 'https://deb.example'}
            rules:
              - {match: a, fresh: forever}
              - {match: a, fresh: 1500ms}
              - {match: a, negative: 60}
              - {match: a, cookies: on}
              - {match: a, ignored-query: [a=b]}
              - {match: a, deliver: later}
              - {match: a, unframed: store}
              - {match: a, frsh: 1m}
              - {match: a, origin: x, fresh: 1m}
            """));
  }

  @Test
  void a_rule_that_would_do_nothing_is_reported_with_the_remedy() throws Exception {
    assertEquals(
        """
        untorn.yaml:2:5: rules.fresh: is about the objects of a proxy, and files are served: name \
        their origin with untorn proxy URL, proxy.origin or origins, or remove it
        """,
        file.problems("rules:\n  - {match: a, mode: auto, fresh: 1m}\n"));
    assertEquals(
        """
        untorn.yaml:3:5: rules.mode: is about files, and objects of an origin are served: remove it, or the \
        origin
        """,
        file.problems(
            """
            proxy: {origin: 'https://deb.example'}
            rules:
              - {match: a, mode: auto, fresh: 1m}
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rules:\n", "rules: []\n"})
  void a_file_without_rules_has_none(String text) throws Exception {
    assertEquals(List.of(), file.read(text).settings().rules());
  }

  @Test
  void every_mistake_is_reported_with_line_column_and_what_is_allowed() throws Exception {
    assertEquals(
        """
        untorn.yaml:2:13: rules.match: found 'a//b'; allowed: a pattern of paths such as *.log or \
        /live/**, without [ ] { } or \\, with ** only as a whole name
        untorn.yaml:3:22: rules.mod: no such key; did you mean rules.mode?
        untorn.yaml:3:5: rules: a rule must set one of %s
        untorn.yaml:4:5: rules.match: missing; every rule must have one
        untorn.yaml:5:5: rules: a rule must set one of %s
        untorn.yaml:6:28: rules.mode: found 'fast'; allowed: auto, sendfile, snapshot or guarded
        untorn.yaml:7:37: rules.while-writing: found 'moment' as a list; allowed: committed, moment or refuse
        untorn.yaml:8:5: rules: found '*.log'; allowed: keys, each with a value
        untorn.yaml:9:16: rules.index: no such key; did you mean serve.index?
        untorn.yaml:9:5: rules: a rule must set one of %s
        untorn.yaml:10:16: rules.match: set twice; first in line 10
        untorn.yaml:10:5: rules: a rule must set one of %s
        untorn.yaml:11:4: rules.match: missing; every rule must have one
        untorn.yaml:11:4: rules: a rule must set one of %s
        """
            .replace("%s", SETTINGS),
        file.problems(
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
        untorn.yaml:1:8: rules: found a mapping; allowed: a list of rules, each with match and one of %s
        """
            .formatted(SETTINGS),
        file.problems("rules: {match: '*.log', mode: sendfile}\n"));
    assertEquals(
        "untorn.yaml:1:1: rule: no such section; did you mean rules?\n",
        file.problems("rule: []\n"));
  }

  @Test
  void rules_are_bounded_in_number() throws Exception {
    String one = "  - {match: a, mode: auto}\n";
    assertEquals(100, file.read("rules:\n" + one.repeat(100)).settings().rules().size());
    assertEquals(
        "untorn.yaml:2:3: rules: found 101 rules; allowed: at most 100\n",
        file.problems("rules:\n" + one.repeat(101)));
  }

  @Test
  void the_printed_rules_tell_their_places_and_are_read_back_as_the_same() throws Exception {
    LoadResult.Read read = file.read(TWO);
    String printed = SettingsText.effective(read);
    for (String line :
        List.of(
            "  - \\{match: '\\*.log', mode: sendfile} +# from .*untorn.yaml:2",
            "  - \\{match: /live/\\*\\*, mode: guarded, while-writing: moment} +# from .*yaml:3")) {
      assertTrue(printed.lines().anyMatch(each -> each.matches(line)), printed);
    }
    assertEquals(read.settings().rules(), file.read(printed).settings().rules());
    String none = SettingsText.effective(file.read(""));
    assertTrue(none.lines().anyMatch(each -> each.matches("rules: \\[] +# from default")), none);
  }

  @Test
  void the_examples_of_the_reference_file_are_sound() throws Exception {
    String reference = Files.readString(ReferenceFile.PATH);
    assertTrue(
        reference.replaceAll("\n# ", " ").contains("At most " + RuleKeys.RULES_MAX + " rules"));
    assertTrue(
        reference.replaceAll("\n# ", " ").contains("At most " + OriginKeys.ORIGINS_MAX + ", and"));
    List<String> examples =
        Pattern.compile("(?m)(?:^#   .*\n)+")
            .matcher(reference)
            .results()
            .map(found -> found.group().replace("#   ", ""))
            .toList();
    assertEquals(3, examples.size());
    for (String example : examples) {
      LoadResult.Read read = file.read(example);
      assertEquals(3, read.rules().size() + read.origins().size(), example);
    }
  }
}
