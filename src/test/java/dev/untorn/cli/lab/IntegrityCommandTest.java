package dev.untorn.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.cli.CommandLines;
import dev.untorn.server.Served;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class IntegrityCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_names_the_exit_codes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("3 unknown"), out::toString);
  }

  @Test
  void what_is_not_understood_is_one_line_and_exit_code_2() {
    assertMistake("did you mean 'steps'?", "--writer", "stepz");
    assertMistake(
        "there is no 'xyzxyz': one of auto, sendfile, snapshot, guarded", "--mode", "xyzxyz");
    assertMistake("did you mean 'slow'?", "--client", "slwo");
    assertMistake("no such directory", "--dir", "/no/such/place");
    assertMistake("whole KiB, from 64KiB", "--size", "1000");
    assertMistake("no size", "--size", "big");
    assertMistake("--duty", "--duty", "0");
    assertMistake("leaves nothing", "--only", "nothing-is-called-so");
    assertMistake(
        "leaves nothing", "--seed", "7", "--seconds", "2", "--only", "nothing-is-called-so");
    assertMistake("choose fewer", "--seconds", "0.01");
    assertMistake("http URL", "--url", "ftp://x/", "--file", "/tmp/x");
    assertMistake(
        "--wire is for the servers that the lab starts",
        "--wire",
        "--url",
        "http://localhost/x",
        "--file",
        "/tmp/x");
    assertMistake("--url and --file belong together", "--url", "http://localhost/x");
    assertMistake("there is no 'nfs'", "--mount", "nfs");
    assertMistake("there is no 'never'", "--while-writing", "never");
  }

  @Test
  void a_report_that_cannot_be_written_is_refused_before_the_run() {
    for (String option : new String[] {"--json", "--html", "--markdown"}) {
      assertMistake("cannot write /no/such/place/x: no such directory", option, "/no/such/place/x");
      assertMistake("cannot write /:", option, "/");
    }
  }

  @Test
  void a_file_that_is_not_there_is_refused_and_not_made(@TempDir Path directory) {
    Path file = directory.resolve("mistyped");
    assertMistake("no such file", "--url", "http://localhost/x", "--file", file.toString());
    assertTrue(Files.notExists(file));
  }

  @Test
  void a_url_where_nobody_listens_or_nothing_is_found_is_refused_at_once(@TempDir Path directory)
      throws Exception {
    String file = Files.createFile(directory.resolve("x")).toString();
    String server;
    try (Served served = Served.directory(directory)) {
      server = "http://127.0.0.1:" + served.address().getPort();
      assertMistake("answers 404", "--url", server + "/y", "--file", file);
    }
    assertMistake("Connection refused", "--url", server + "/x", "--file", file);
    assertMistake("unknown host", "--url", "http://nowhere.invalid/x", "--file", file);
  }

  @Test
  void a_quick_run_of_too_many_chosen_writers_is_refused_rather_than_cut_to_nothing() {
    String all = "steps,once,mmap,truncate,append,resize,rename,flip,touch,chmod,upload";
    assertMistake("choose fewer", "--quick", "--dir", "/tmp", "--dir", "/var", "--writer", all);
  }

  private void assertMistake(String expected, String... args) {
    err.getBuffer().setLength(0);
    assertEquals(2, run(args), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(expected), err::toString);
  }

  private int run(String... args) {
    CommandLine main = CommandLines.all();
    main.setOut(new PrintWriter(out, true));
    main.setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 2];
    all[0] = "lab";
    all[1] = "integrity";
    System.arraycopy(args, 0, all, 2, args.length);
    return main.execute(all);
  }
}
