package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ProxyCommandTest {
  @TempDir Path directory;

  @Test
  void without_an_origin_no_directory_is_served_in_its_place() throws Exception {
    Path file = Files.writeString(directory.resolve("u.yaml"), "serve: {directory: /tmp}\n");
    assertNamesTheRemedy("proxy");
    assertNamesTheRemedy("proxy", "--config", file.toString());
  }

  private static void assertNamesTheRemedy(String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(Map.of(), arguments);
    command.setErr(new PrintWriter(err, true));
    assertEquals(ExitCodes.USAGE, command.execute(arguments));
    assertTrue(err.toString().contains("name the origin"), err::toString);
  }
}
