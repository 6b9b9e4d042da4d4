package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ProbeCommandTest {
  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  private static Run run(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = Main.commandLine(environment);
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Run(main.execute(args), out.toString(), err.toString());
  }

  @Test
  void the_report_tells_of_the_directory_the_kernel_the_peer_and_every_mode() throws Exception {
    Files.writeString(folder.resolve("sample"), "x");
    Run run = run(Map.of(), "probe", folder.toString());
    assertEquals(ExitCodes.FINE, run.code(), run::err);
    for (String text :
        new String[] {
          folder + " for 127.0.0.1",
          "sample: granted",
          "What this kernel does",
          "the peer's address is this machine's own",
          " * auto ",
          "guarded",
          "snapshot",
        }) {
      assertTrue(run.out().contains(text), () -> text + " is missing:\n" + run.out());
    }
  }

  @Test
  void settings_are_read_as_serve_reads_them() {
    Run run =
        run(
            Map.of("UNTORN_SERVE_MODE", "snapshot", "UNTORN_STORE_SPOOL", "/does/not/exist"),
            "probe",
            folder.toString(),
            "--json");
    assertEquals(ExitCodes.FINE, run.code(), run::err);
    assertTrue(run.out().contains("\"mode\" : \"snapshot\""), run.out());
    assertTrue(run.out().contains("/does/not/exist cannot be opened (ENOENT)"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/does/not/exist",
        "pom.xml",
        ". --peer example.org",
        ". --peer",
        ". --config absent.yaml",
        ". --jsn"
      })
  void what_cannot_be_done_is_told_in_one_line_and_exits_with_2(String arguments) {
    Run run = run(Map.of(), ("probe " + arguments).split(" ", -1));
    assertEquals(ExitCodes.USAGE, run.code());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("untorn: "), run.err());
  }

  @Test
  void a_directory_that_may_not_be_read_exits_with_2() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    assertTrue(secret.toFile().setReadable(false, false));
    Skip.unless(!Files.isReadable(secret), "root may read everything");
    Run run = run(Map.of(), "probe", secret.toString());
    assertEquals(ExitCodes.USAGE, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(secret.toFile().setReadable(true));
  }
}
