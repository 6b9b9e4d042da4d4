package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command line of the documentation is one that the program understands. */
final class DocumentedCommandsTest {
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
  private static final Pattern PROGRAM = Pattern.compile("(\\./|/opt/untorn/)?untorn");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** Of other programs: docker, and the launcher itself. */
  private static final Set<String> FOREIGN =
      Set.of("--cap-add", "--read-only", "--user", "--rehearse");

  @Test
  void every_command_line_is_understood() throws Exception {
    int checked = 0;
    for (Page page : Page.all()) {
      for (String line : commandLines(page)) {
        List<String> words = arguments(line);
        if (!words.isEmpty() && words.stream().noneMatch(FOREIGN::contains)) {
          assertUnderstood(page.file(), line, words.toArray(String[]::new));
          checked++;
        }
      }
    }
    assertTrue(checked > 20, "only " + checked + " command lines were found");
  }

  @Test
  void every_option_that_is_named_exists() throws Exception {
    Set<String> known = new TreeSet<>(FOREIGN);
    addOptions(Main.commandLine(Map.of()), known);
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String code : page.inlineCode()) {
        OPTION
            .matcher(code)
            .results()
            .map(option -> option.group())
            .filter(option -> !known.contains(option))
            .map(option -> page.file() + ": " + option)
            .forEach(unknown::add);
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static void addOptions(CommandLine command, Set<String> known) {
    known.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(each -> addOptions(each, known));
  }

  private static List<String> commandLines(Page page) {
    Stream<String> shell = page.blocks("sh").stream().flatMap(DocumentedCommandsTest::lines);
    Stream<String> shown =
        page.blocks("").stream()
            .flatMap(DocumentedCommandsTest::lines)
            .filter(line -> line.startsWith("$ "))
            .map(line -> line.substring(2));
    return Stream.of(shell, shown, page.inlineCode().stream())
        .flatMap(each -> each)
        .map(String::strip)
        .toList();
  }

  private static Stream<String> lines(String block) {
    return block.replace("\\\n", " ").lines();
  }

  /** What the program gets of a line of a shell; nothing if another program is run. */
  private static List<String> arguments(String line) {
    List<String> words =
        new ArrayList<>(
            WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                .toList());
    while (!words.isEmpty() && words.getFirst().matches("sudo|[A-Z_]+=.*")) {
      boolean isVariable = words.removeFirst().endsWith("=");
      if (isVariable && !words.isEmpty()) {
        words.removeFirst(); // its value, in quotes
      }
    }
    if (words.size() < 2 || !PROGRAM.matcher(words.removeFirst()).matches()) {
      return List.of();
    }
    return words;
  }

  private static void assertUnderstood(Path file, String line, String... words) {
    try {
      Main.commandLine(Map.of()).parseArgs(words);
    } catch (ParameterException e) {
      throw new AssertionError(file + " has: " + line + "\n" + e.getMessage(), e);
    }
    if (words[0].equals("serve") && !List.of(words).contains("--config")) {
      List<String> printing = new ArrayList<>(List.of(words));
      printing.add("--print-config");
      StringWriter said = new StringWriter();
      CommandLine main = Main.commandLine(Map.of());
      main.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
      assertEquals(0, main.execute(printing.toArray(String[]::new)), () -> line + "\n" + said);
    }
  }
}
