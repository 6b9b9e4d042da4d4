package dev.untorn.server;

import static dev.untorn.linux.SeccompChild.ENOSYS;
import static dev.untorn.linux.SeccompChild.EPERM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Denied;
import dev.untorn.linux.SeccompChild;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts where a sandbox refuses system calls: what that means is said, by probe as well. */
final class RefusedCallsTest {
  @TempDir private Path folder;

  private record Run(int code, String output) {}

  @ParameterizedTest
  @ValueSource(ints = {EPERM, ENOSYS})
  void without_openat2_it_does_not_start_and_says_why(int errno) throws Exception {
    Run run = serve(Set.of(Denied.OPENAT2), errno);
    assertEquals(2, run.code(), run::output);
    assertTrue(
        run.output().startsWith("untorn: openat2 with RESOLVE_BENEATH is refused"), run::output);
    assertEquals(1, run.output().lines().count(), run::output);
    String report = probe(Set.of(Denied.OPENAT2), errno);
    assertTrue(report.contains("! openat2 openat2 with RESOLVE_BENEATH is refused"), report);
  }

  @Test
  void without_leases_the_first_screen_claims_none() throws Exception {
    String screen = serve(Set.of(Denied.F_SETLEASE), EPERM).output();
    assertTrue(screen.contains("no leases, so no file is proved to be at rest"), screen);
    assertFalse(screen.contains("leases on"), screen);
    assertTrue(screen.contains("UNPROVEN; serve from a local filesystem, and have"), screen);
    String report = probe(Set.of(Denied.F_SETLEASE), EPERM);
    assertTrue(report.contains("! lease rights none: every file is served UNPROVEN"), report);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SENDFILE", "TCP_INFO", "SIOCOUTQ", "MEMFD_CREATE", "O_TMPFILE", "RT_SIGTIMEDWAIT"})
  void what_else_is_refused_is_noted_with_its_meaning(Denied denied) throws Exception {
    assertNoted(denied);
  }

  @Test
  void where_all_is_allowed_nothing_is_noted() throws Exception {
    String screen = serve(EnumSet.of(Denied.COPY_FILE_RANGE), EPERM).output();
    assertFalse(screen.contains(" note "), screen);
  }

  private void assertNoted(Denied denied) throws Exception {
    Run run = serve(Set.of(denied), EPERM);
    assertEquals(0, run.code(), run::output);
    assertTrue(run.output().contains("  note     "), run::output);
    String note =
        run.output().lines().filter(line -> line.startsWith("  note ")).findFirst().orElseThrow();
    String report = probe(Set.of(denied), EPERM);
    assertTrue(report.contains("! system calls " + note.strip().substring(9)), report);
  }

  private Run serve(Set<Denied> denied, int errno) throws Exception {
    return run(denied, errno, "serve", folder.toString(), "--port", "0", "--admin-port", "off");
  }

  private String probe(Set<Denied> denied, int errno) throws Exception {
    Files.writeString(folder.resolve("sample"), "x");
    // Its columns are of no interest here.
    return run(denied, errno, "probe", folder.toString()).output().replaceAll("\\s+", " ");
  }

  /** Runs the program to its end; a server is ended when its first screen is complete. */
  private static Run run(Set<Denied> denied, int errno, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(SeccompChild.command(denied, errno, "dev.untorn.cli.Main", arguments))
            .redirectErrorStream(true)
            .start();
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.startsWith("  metrics ")) {
          process.toHandle().destroy(); // leaves the output readable
        }
      }
    }
    return new Run(process.waitFor(), output.toString());
  }
}
