package dev.untorn.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSourceTest {
  @TempDir private Path folder;

  @Test
  void every_mistake_is_reported_with_line_column_and_what_is_allowed() throws Exception {
    assertEquals(
        """
        untorn.yaml:2:3: serve.mod: no such key; did you mean serve.mode?
        untorn.yaml:3:12: serve.listing: found 'maybe'; allowed: on or off
        untorn.yaml:4:3: serve.listing: set twice; first in line 3
        untorn.yaml:5:3: serve.port: no such key; did you mean network.port or admin.port?
        untorn.yaml:6:13: serve.symlinks: found 'beneath' as a list; allowed: beneath or none
        untorn.yaml:7:10: serve.index: found 'a/b'; allowed: at most 16 times a file name without \
        '/', as a list or with commas between
        untorn.yaml:9:1: netwrok: no such section; did you mean network?
        untorn.yaml:11:16: limits.connections: found '0'; allowed: a whole number from 1 to 1000000
        untorn.yaml:12:3: limits.xyzzyxyzzy: no such key; allowed: connections, header-max, \
        target-max, header-timeout, idle-timeout, send-rate-min, send-grace, body-max, pipelined, \
        ranges-max, workers, worker-queue, shutdown
        untorn.yaml:13:13: limits.shutdown: found '10'; allowed: a time from 0s to 1h, with its \
        unit: ms, s, m, h or d
        untorn.yaml:15:11: log.access: found a mapping; allowed: off, - for standard output, or a file (./on for one called so)
        untorn.yaml:17:16: store.writer-hold: found '11s'; allowed: a time from 1ms to 10s, with \
        its unit: ms, s, m, h or d
        untorn.yaml:18:1: store: set twice; first in line 16
        """,
        problems(
            """
            serve:
              mod: sendfile
              listing: maybe
              listing: on
              port: 80
              symlinks: [beneath]
              index: a/b

            netwrok: {port: 80}
            limits:
              connections: 0
              xyzzyxyzzy: 1
              shutdown: 10
            log:
              access: {file: x}
            store:
              writer-hold: 11s
            store: {}
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "# nothing\n", "---\n", "serve:\n", "serve: {}\n", "\uFEFFserve:\n"})
  void a_file_that_sets_nothing_is_well(String text) throws Exception {
    assertInstanceOf(LoadResult.Read.class, read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- serve | untorn.yaml:1:1: file: found a list; allowed: keys, each with a value",
        "serve | untorn.yaml:1:1: file: found 'serve'; allowed: keys, each with a value",
        "serve: x | untorn.yaml:1:8: serve: found 'x'; allowed: keys, each with a value",
        "{[a]: b} | untorn.yaml:1:2: ?: a key is a plain word",
        "serve: {mode: [[x]]} | untorn.yaml:1:15: serve.mode: found a list of lists or mappings;"
            + " allowed: auto, sendfile, snapshot or guarded",
        "serve: {mode: } | untorn.yaml:1:14: serve.mode: found ''; allowed: auto, sendfile,"
            + " snapshot or guarded",
        "port: 80 | untorn.yaml:1:1: port: no such section; did you mean network.port or"
            + " admin.port?",
      })
  void a_wrong_shape_is_named(String text, String problem) throws Exception {
    assertEquals(problem + "\n", problems(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve: [",
        "serve:\n\tmode: x",
        "a: b: c",
        "serve: 'x",
        "--- a\n--- b\n",
        "*nobody",
        "%X",
        "serve: {mode: \"\\q\"}",
        "\u0007"
      })
  void what_is_not_yaml_is_one_line_that_names_the_file(String text) throws Exception {
    String problems = problems(text);
    assertTrue(problems.matches("untorn\\.yaml(:\\d+:\\d+)?: not YAML: .+\n"), problems);
  }

  @Test
  void what_cannot_be_read_is_named() throws Exception {
    assertEquals(
        folder.resolve("absent") + ": no such file\n",
        lines(SettingsReader.read(Optional.of(folder.resolve("absent")), Map.of(), List.of())));
    assertEquals(
        folder + ": is not a regular file\n",
        lines(SettingsReader.read(Optional.of(folder), Map.of(), List.of())));
    Path latin = folder.resolve("latin1");
    Files.write(latin, "serve: {directory: ä}".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        latin + ": is not text in UTF-8\n",
        lines(SettingsReader.read(Optional.of(latin), Map.of(), List.of())));
    assertEquals(
        "untorn.yaml: is larger than 256KiB: no settings file\n", problems("#".repeat(300_000)));
  }

  @Test
  void what_was_found_cannot_write_to_the_terminal() throws Exception {
    String problems = problems("serve: {mode: \"\\e[2J\\n\\u202e\", \"\\e[1mxyzzyxyzzy\": x}");
    assertEquals(
        """
        untorn.yaml:1:15: serve.mode: found '\\u001b[2J\\u000a\\u202e'; allowed: auto, sendfile, snapshot or guarded
        untorn.yaml:1:32: serve.\\u001b[1mxyzzyxyzzy: no such key; allowed: directory, mode, while-writing, index, \
        listing, spa, symlinks, precompressed, cache-control, etag, dates, on-modification
        """,
        problems);
    assertTrue(problems.chars().noneMatch(c -> c == 27 || c == 0x202e), problems);
  }

  private LoadResult read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("untorn.yaml"), text);
    return SettingsReader.read(Optional.of(file), Map.of(), List.of());
  }

  private String problems(String text) throws Exception {
    return lines(read(text)).replace(folder + "/", "");
  }

  private static String lines(LoadResult loadResult) {
    return assertInstanceOf(LoadResult.Invalid.class, loadResult).problems().stream()
        .map(problem -> problem.line() + "\n")
        .collect(Collectors.joining());
  }
}
