package dev.untorn.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class HazardCommandTest {
  @Test
  void the_help_of_lab_says_of_each_of_its_commands_what_it_is_for() {
    for (CommandLine command : LabCommand.commandLine().getSubcommands().values()) {
      String[] header = command.getCommandSpec().usageMessage().header();
      assertEquals(1, header.length, command.getCommandName());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--size 100",
        "--size 0",
        "--size 65MiB",
        "--size 9999999999999GiB",
        "--size -4KiB",
        "--size quick",
        "--repeat 0",
        "--repeat",
        "--dir /does/not/exist",
        "--dir /dev/null",
        "--dir /proc",
        "--json /does/not/exist.json",
        "--html /",
        "--unheard-of"
      })
  void wrong_usage_is_told_and_exits_with_2(String arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new HazardCommand()).setErr(new PrintWriter(err));
    assertEquals(2, line.execute(arguments.split(" ", -1)));
    assertTrue(!err.toString().isBlank());
  }
}
