package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.ReferenceFile;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.delivery.Ending;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.metrics.MeterTable;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.testing.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says of the program is what the program says of itself. */
final class DocsTest {
  /** A page that a stranger reads to its end. */
  private static final int README_WORDS_MAX = 1_000;

  private static final Path SITE = Path.of("src/site/markdown");
  private static final Pattern FAULT_TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
  private static final Pattern SETTING =
      Pattern.compile("`((?:serve|proxy|network|admin|store|limits|log)\\.[a-z0-9-]+)[`:]");
  private static final Pattern METRIC = Pattern.compile("\\b(untorn_[a-z_]+)");
  private static final Pattern FILE =
      Pattern.compile("(?:src/(?:bench|checks|demo)|config)/[\\w./-]+\\w");
  private static final Pattern VARIABLE = Pattern.compile("\\b(UNTORN_[A-Z_]+)\\b");
  private static final Pattern RULE = Pattern.compile("\\{match:[^}]*}");

  @TempDir private Path folder;

  @Test
  void the_table_of_metrics_is_the_one_in_the_code() throws Exception {
    assertSection("metrics.md", "meters", MeterTable.markdown());
  }

  @Test
  void the_table_of_settings_is_the_one_in_the_code() throws Exception {
    StringBuilder expected = new StringBuilder("| Key | Default | What |\n|---|---|---|\n");
    for (Key<?> key : Keys.ALL) {
      expected.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  key.fullName(),
                  defaultOf(key),
                  firstSentence(ReferenceFile.sentences(key.fullName()))));
    }
    assertSection("configuration.md", "settings", expected.toString());
  }

  @Test
  void the_table_of_endings_is_the_one_in_the_code() throws Exception {
    assertSection(
        "operations.md",
        "endings",
        table("Ending", "Meaning", Ending.values(), Ending::label, Ending::sentence));
  }

  @Test
  void the_tables_of_writers_clients_and_origins_are_those_in_the_code() throws Exception {
    ClientKind[] files = ClientKind.ofFiles().toArray(ClientKind[]::new);
    ClientKind[] others =
        Stream.of(ClientKind.values())
            .filter(kind -> !ClientKind.ofFiles().contains(kind))
            .toArray(ClientKind[]::new);
    assertSection(
        "lab.md",
        "writers",
        table("Writer", "It", WriterKind.values(), WriterKind::label, WriterKind::sentence));
    assertSection(
        "lab.md", "clients", table("Client", "It", files, ClientKind::label, ClientKind::sentence));
    assertSection(
        "lab.md",
        "proxy-clients",
        table("Client", "It", others, ClientKind::label, ClientKind::sentence));
    assertSection(
        "lab.md",
        "origins",
        table("Origin", "It", OriginKind.values(), OriginKind::label, OriginKind::sentence));
  }

  @Test
  void every_outcome_of_a_proxy_is_explained() throws Exception {
    String page = Files.readString(SITE.resolve("proxy.md"));
    List<String> missing =
        Stream.<Enum<?>>concat(Stream.of(CacheOutcome.values()), Stream.of(FillEnd.values()))
            .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
            .filter(label -> page.lines().noneMatch(line -> line.matches("\\| .*" + label + ".*")))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void the_readme_is_short() throws Exception {
    long words = Files.readString(Path.of("README.md")).strip().split("\\s+", -1).length;
    assertTrue(words <= README_WORDS_MAX, () -> "README.md has " + words + " words");
  }

  @Test
  void every_link_leads_somewhere() throws Exception {
    List<String> dead = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          dead.add(page.file() + ": " + link);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void every_page_is_in_the_index_and_in_the_readme() throws Exception {
    Set<String> index = Set.copyOf(Page.of(SITE.resolve("index.md")).links());
    Set<String> readme = Set.copyOf(Page.of(Path.of("README.md")).links());
    for (Page page : Page.all()) {
      String name = page.file().getFileName().toString();
      if (page.file().startsWith(SITE) && !name.equals("index.md")) {
        assertTrue(index.contains(name), () -> "index.md does not lead to " + name);
        assertTrue(readme.contains(SITE + "/" + name), () -> "README.md does not lead to " + name);
      }
    }
  }

  @Test
  void every_setting_metric_variable_and_file_that_is_named_exists() throws Exception {
    Set<String> settings = Keys.ALL.stream().map(Key::fullName).collect(Collectors.toSet());
    Set<String> metrics =
        METRIC
            .matcher(MeterTable.markdown())
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    Set<String> variables = new HashSet<>(Set.of("UNTORN_JAVA_OPTS", "UNTORN_JDK_DIRS"));
    settings.forEach(name -> variables.add(variable(name)));
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      found(SETTING, page).filter(name -> !settings.contains(name)).forEach(unknown::add);
      found(METRIC, page).filter(name -> !metrics.contains(name)).forEach(unknown::add);
      found(VARIABLE, page).filter(name -> !variables.contains(name)).forEach(unknown::add);
      found(FILE, page).filter(name -> Files.notExists(Path.of(name))).forEach(unknown::add);
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void every_example_of_a_configuration_is_accepted() throws Exception {
    for (Page page : Page.all()) {
      List<String> examples = new ArrayList<>(page.blocks("yaml"));
      found(RULE, page).map(DocsTest::configuration).forEach(examples::add);
      for (String example : examples) {
        Path file = Files.writeString(folder.resolve("example.yaml"), example);
        assertInstanceOf(
            LoadResult.Read.class,
            SettingsReader.read(Optional.of(file), Map.of(), List.of()),
            () -> page.file() + " has\n" + example);
      }
    }
  }

  @Test
  void each_fault_is_documented_with_a_test_that_exists() throws Exception {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        tests.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
    String faults = Files.readString(SITE.resolve("faults.md"));
    List<String> missing =
        FAULT_TEST
            .matcher(faults)
            .results()
            .filter(test -> !tests.getOrDefault(test.group(1), "").contains(test.group(2) + "("))
            .map(MatchResult::group)
            .toList();
    assertEquals(List.of(), missing, "faults.md names tests that do not exist");
    long rows = faults.lines().filter(line -> line.startsWith("| ")).count() - 1;
    long tested = FAULT_TEST.matcher(faults).results().count();
    long untested = faults.lines().filter(line -> line.contains("| not tested: ")).count();
    assertEquals(rows, tested + untested, "each row has a test, or says why not");
  }

  /** A configuration in which a rule does something. */
  private static String configuration(String rule) {
    boolean ofFiles =
        RuleKeys.OF_FILES.stream().anyMatch(key -> rule.contains(", " + key.name() + ":"));
    String origin = ofFiles ? "" : "proxy: {origin: 'https://deb.example'}\n";
    return origin + "rules: [" + rule + "]";
  }

  private static boolean leadsSomewhere(Page page, String link) throws Exception {
    String[] parts = link.split("#", 2);
    Path target = page.file();
    if (!parts[0].isEmpty()) {
      Path folder = Optional.ofNullable(page.file().getParent()).orElse(Path.of(""));
      target = folder.resolve(parts[0]).normalize();
    }
    return Files.exists(target)
        && (parts.length == 1 || Page.of(target).anchors().contains(parts[1]));
  }

  private static Stream<String> found(Pattern pattern, Page page) {
    return pattern
        .matcher(page.text())
        .results()
        .map(match -> match.group(match.groupCount() == 0 ? 0 : 1));
  }

  private static <T> String table(
      String first,
      String second,
      T[] rows,
      Function<T, String> label,
      Function<T, String> sentence) {
    StringBuilder table = new StringBuilder("| %s | %s |\n|---|---|\n".formatted(first, second));
    for (T row : rows) {
      table.append("| `%s` | %s |\n".formatted(label.apply(row), sentence.apply(row)));
    }
    return table.toString();
  }

  private static String variable(String setting) {
    return "UNTORN_" + setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static String defaultOf(Key<?> key) {
    String text = key.plainDefault().toString();
    return text.isEmpty() ? "none" : "`" + text + "`";
  }

  private static String firstSentence(String text) {
    String line = text.replaceAll("\\s+", " ");
    int end = line.indexOf(". ");
    return end < 0 ? line : line.substring(0, end + 1);
  }

  /** What stands between the markers of a name. */
  private static void assertSection(String page, String name, String expected) throws Exception {
    String text = Files.readString(SITE.resolve(page));
    String opening = "<!-- " + name + " -->\n";
    int start = text.indexOf(opening);
    int end = text.indexOf("<!-- /" + name + " -->");
    assertTrue(start >= 0 && start < end, page + " has no section between markers: " + name);
    assertEquals(
        expected.strip(),
        text.substring(start + opening.length(), end).strip(),
        () -> "put this between the markers in " + page + ":\n\n" + expected);
  }
}
