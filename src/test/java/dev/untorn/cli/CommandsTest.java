package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class CommandsTest {
  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  private static Run run(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = Main.commandLine(environment);
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    main.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return new Run(main.execute(args), out.toString(), err.toString());
  }

  private static Run run(String... args) {
    return run(Map.of(), args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prot 1 | unknown option '--prot'; did you mean '--port'? (see untorn serve"
            + " --help)",
        "serve --prot=1 | unknown option '--prot'; did you mean '--port'? (see untorn serve"
            + " --help)",
        "serve --xyzzyxyzzy | unknown option '--xyzzyxyzzy' (see untorn serve --help)",
        "serve -x | unknown option '-x' (see untorn serve --help)",
        "serve -p 1 | unknown option '-p'; did you mean '--port'? (see untorn serve --help)",
        "serve --bind a --port 1 --bind b | option --bind takes one value, but was given several:"
            + " a, b; 0.0.0.0 or :: listens on all addresses",
        "serve --port 1 --port 2 | option --port takes one value, but was given several: 1, 2",
        "serve --bind 127.0.0.1:8080 | option --bind: found '127.0.0.1:8080'; allowed: an address"
            + " or host name without port, such as 127.0.0.1, ::1 or localhost",
        "serve --access-log stdout | option --access-log: found 'stdout'; allowed: off, - for"
            + " standard output, or a file (./on for one called so)",
        "serve src --port 0 --bind no.such.invalid | cannot listen on no.such.invalid:0 (no such"
            + " host): choose another with --port or --bind, or --port 0 for any free one",
        "serve src --access-log /no/such/log | cannot start: the access log /no/such/log cannot be"
            + " written (no such file or directory): name another file with --access-log",
        "serve src --access-log /proc | cannot start: the access log /proc cannot be written (Is a"
            + " directory): name another file with --access-log",
        "--mode | unknown option '--mode'; did you mean 'untorn serve --mode'? (see untorn --help)",
        "srve | unknown command 'srve'; did you mean 'serve'? (see untorn --help)",
        "src/main | unknown command 'src/main'; did you mean 'untorn serve src/main'?"
            + " (see untorn --help)",
        "xyzzyxyzzy | unknown command 'xyzzyxyzzy' (see untorn --help)",
        "serve a b | one argument too many: 'b' (see untorn serve --help)",
        "serve --port | option --port needs a value: PORT (see untorn serve --help)",
        "serve --port --bind x | option --port needs a value: PORT (see untorn serve --help)",
        "serve --port x | option --port: found 'x'; allowed: a whole number from 0 to 65535",
        "serve --mode= | option --mode: found ''; allowed: auto, sendfile, snapshot or guarded",
        "serve --config absent.yaml | absent.yaml: no such file",
        "serve pom.xml | not a directory: pom.xml (to serve one file, serve the directory it is"
            + " in)",
        "serve @absent | no such directory: %s/@absent (name one that exists, or none for the"
            + " current one)",
      })
  void a_mistake_is_told_in_one_line_with_what_was_meant(String line, String message) {
    Run run = run(line.split(" ", -1));
    String expected = message.replace("%s", Path.of("").toAbsolutePath().toString());
    assertEquals(new Run(ExitCodes.USAGE, "", "untorn: " + expected + "\n"), run);
  }

  @Test
  void all_mistakes_in_options_and_variables_are_told_at_once() {
    Run run = run(Map.of("UNTORN_SERVE_MODE", "fast"), "serve", "--port", "x", "--spa", "../x");
    assertEquals(
        """
        untorn: environment UNTORN_SERVE_MODE: found 'fast'; allowed: auto, sendfile, snapshot or guarded
        untorn: option --port: found 'x'; allowed: a whole number from 0 to 65535
        untorn: option --spa: found '../x'; allowed: a path below the served directory, such as \
        index.html, or nothing for none
        """
            .lines()
            .sorted()
            .toList(),
        run.err().lines().sorted().toList());
    assertEquals(ExitCodes.USAGE, run.code());
  }

  @Test
  void the_printed_settings_say_where_each_was_made() throws Exception {
    Path config = Files.writeString(folder.resolve("u.yaml"), "serve:\n  listing: off\n");
    Run run =
        run(
            Map.of("UNTORN_NETWORK_BIND", "::1"),
            "serve",
            "some where",
            "--port=2",
            "--port=2",
            "--config",
            config.toString(),
            "--print-config");
    assertEquals(ExitCodes.FINE, run.code());
    assertEquals("", run.err());
    for (String line :
        new String[] {
          "  directory: some where +# from option DIR",
          "  listing: off +# from .*u.yaml:2",
          "  bind: ::1 +# from environment UNTORN_NETWORK_BIND",
          "  port: 2 +# from option --port",
          "  threads: auto +# from default",
        }) {
      assertTrue(run.out().lines().anyMatch(printed -> printed.matches(line)), run.out());
    }
    // One for each key, and one each for origins and rules.
    assertEquals(
        Keys.ALL.size() + 2, run.out().lines().filter(each -> each.contains("# from ")).count());
  }

  @Test
  void a_mistake_in_a_variable_or_a_file_is_told_with_what_was_meant() throws Exception {
    assertEquals(
        "untorn: environment UNTORN_RULES: rules and origins are set in a file only: --config\n",
        run(Map.of("UNTORN_RULES", "x"), "serve").err());
    assertEquals(
        "untorn: environment UNTORN_STORE_DISK: found '10'; allowed: 0, or a size from 1MiB to"
            + " 1024TiB, in bytes or with a unit such as KiB or MB\n",
        run(Map.of("UNTORN_STORE_DISK", "10"), "serve").err());
    Path config = Files.writeString(folder.resolve("flat.yaml"), "serve.mode: auto\n");
    assertEquals(
        "untorn: "
            + config
            + ":1:1: serve.mode: no such section; write mode: indented, below serve:\n",
        run("serve", "--config", config.toString()).err());
  }

  @Test
  void a_spool_that_is_named_and_missing_is_refused_and_not_made() {
    Path spool = folder.resolve("spool");
    Run run = run(Map.of("UNTORN_STORE_SPOOL", spool.toString()), "serve", folder.toString());
    assertEquals(
        "untorn: cannot start: store.spool "
            + spool
            + " cannot be opened (ENOENT): make that directory, or name another\n",
        run.err());
    assertEquals(ExitCodes.USAGE, run.code());
    assertTrue(Files.notExists(spool));
  }

  @Test
  void help_and_version_are_found_where_people_look_for_them() {
    assertEquals(run("serve", "--help").out(), run("help", "serve").out());
    assertEquals(run("--help").out(), run("help").out());
    for (String command : new String[] {"serve", "probe", "bench", "lab"}) {
      assertEquals(run("--version"), run(command, "--version"));
    }
  }

  @Test
  void the_help_fits_a_terminal_and_shows_every_default() {
    Run run = run("serve", "--help");
    assertEquals(ExitCodes.FINE, run.code());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
    String flat = run.out().replaceAll("\\s+", " ");
    for (String text :
        new String[] {
          "Usage: untorn serve [OPTIONS] [DIR]",
          "(default: auto)",
          "(default: 8080)",
          "(default: 9464)",
          "--print-config",
          "Examples",
        }) {
      assertTrue(flat.contains(text), () -> text + " is missing:\n" + run.out());
    }
    assertTrue(run.out().indexOf("Files") < run.out().indexOf("General"), run.out());
  }

  @Test
  void every_option_of_a_key_takes_its_default() {
    Run run = run("serve", "--help");
    for (Key<?> key : Keys.ALL) {
      String option = "--" + key.name() + "=";
      if (run.out().contains(option) && !key.section().equals("admin")) {
        Run given = run("serve", option + key.plainDefault(), "--print-config");
        assertEquals(ExitCodes.FINE, given.code(), given::err);
        assertTrue(given.out().contains("# from option --" + key.name()), given.out());
      }
    }
  }

  @Test
  void without_a_command_the_commands_are_shown() {
    Run run = run();
    assertEquals(ExitCodes.USAGE, run.code());
    assertTrue(run.err().contains("serve  Serve a directory over HTTP."), run.err());
    assertEquals(run.err(), run("--help").out());
  }

  @Test
  void the_version_names_java_and_the_kernel() {
    String version = run("--version").out();
    assertTrue(version.matches("untorn .+ \\(Java 2\\d.*; Linux \\d+\\..+\\)\n"), version);
  }

  @Test
  void a_directory_that_may_not_be_read_is_refused_with_the_remedy() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Assumptions.assumeTrue(secret.toFile().setReadable(false, false));
    // Root may read everything.
    Assumptions.assumeFalse(Files.isReadable(secret));
    Run run = run("serve", secret.toString());
    assertEquals(ExitCodes.USAGE, run.code());
    assertTrue(run.err().contains("may not read " + secret), run.err());
    assertTrue(secret.toFile().setReadable(true));
  }
}
