package dev.untorn.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.bench.load.StubServer;
import dev.untorn.cli.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_names_the_exit_codes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("1  a --fail-if condition was met"), out::toString);
  }

  @Test
  void what_is_not_understood_is_one_line_and_exit_code_2() {
    String dir = folder.toString();
    assertMistake("name a URL or a directory");
    assertMistake("no such directory", "/no/such/place");
    assertMistake("begins with http:// (http://127.0.0.1:8080/x)", "127.0.0.1:8080/x");
    assertMistake("cannot write /no/dir/x.json", dir, "--json", "/no/dir/x.json");
    assertMistake("--timeout is above 0", dir, "--timeout", "0s");
    assertMistake("not an http URL", "https://localhost/");
    assertMistake("did you mean 'auto'?", dir, "--mode", "auot");
    assertMistake("no size", dir, "--size", "big");
    assertMistake("a time such as 10s", dir, "-d", "10");
    assertMistake("--duration is above 0", dir, "-d", "0s");
    assertMistake("--connections is above 0", dir, "-c", "0");
    assertMistake("descriptors, but", dir, "-c", "2000000000");
    assertMistake("no more than --connections", dir, "-c", "1", "-t", "2");
    assertMistake("--rate is above 0", dir, "--rate", "0");
    assertMistake("as 0-1023", dir, "--range", "5-2");
    assertMistake("--range: as 0-1023 or 4KiB", dir, "--range", "some");
    assertMistake("--expect: as 404", dir, "--expect", "ok");
    assertMistake("--idle needs kept", dir, "--idle", "5", "--no-keep-alive");
    assertMistake("for a DIR", "http://localhost/", "--serve", "--threads 1");
    assertMistake("--pipeline needs kept", dir, "--pipeline", "2", "--no-keep-alive");
    assertMistake("no 'Name: value'", dir, "-H", "nonsense");
    assertMistake("begins with a slash", dir, "--path", "x");
    assertMistake("there is no --vs nginx", dir, "--vs-pid", "nginx=1");
    assertMistake("--baseline: one of [auto]", dir, "--mode", "auto", "--baseline", "x");
    assertMistake("--fail-if: as 'p99>5ms'", dir, "--fail-if", "p99>5");
    assertMistake("--size needs a DIR", "http://localhost/", "--size", "1KiB");
    assertMistake("--files: no such directory", "http://localhost/", "--files", "/no/such/place");
    assertMistake("--files are of the server of a URL", dir, "--files", dir);
    assertMistake("--writer needs a DIR", dir, "--writer", "steps");
    assertMistake("from 64KiB to 1GiB", dir, "--size", "1KiB", "--writer", "steps");
  }

  @Test
  void a_directory_is_served_measured_verified_and_left_as_it_was() throws Exception {
    Path json = folder.resolve("out/run.json");
    Path served = Files.createDirectories(folder.resolve("served"));
    Files.createDirectories(json.getParent());
    int code =
        run(
            served.toString(),
            "--mode",
            "sendfile,snapshot",
            "--size",
            "1KiB,100KiB",
            "-d",
            "400ms",
            "--warmup",
            "0s",
            "--rounds",
            "2",
            "-c",
            "2",
            "--verify",
            "--fail-if",
            "errors>0",
            "--json",
            json.toString());
    assertEquals(0, code, () -> out + "\n" + err);
    assertTrue(out.toString().contains("100KiB  snapshot"), out::toString);
    assertTrue(out.toString().contains("bodies verified"), out::toString);
    assertEquals(8, err.toString().lines().count(), err::toString);
    String text = Files.readString(json);
    assertTrue(text.contains("\"cpu_seconds\""), text);
    try (Stream<Path> left = Files.list(served)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void requests_of_every_kind_are_answered_as_they_should_be() throws Exception {
    Files.writeString(folder.resolve("x"), "x".repeat(10_000));
    assertAnswered("conditional", "304", "--path", "/x", "--conditional");
    assertAnswered("HEAD", "200", "--path", "/x", "--head", "--idle", "3");
    assertAnswered("100B at random places", "206", "--path", "/x", "--range", "100B", "--verify");
    assertAnswered("expected: 404", "404", "--path", "/y", "--expect", "404");
  }

  private void assertAnswered(String how, String status, String... args) throws Exception {
    Path json = folder.resolve("run.json");
    String[] all = {
      folder.toString(),
      "--mode",
      "auto",
      "-d",
      "1500ms",
      "--warmup",
      "500ms",
      "--quiet",
      "-c",
      "2",
      "--serve",
      "--threads 1",
      "--fail-if",
      "errors>0",
      "--json",
      json.toString()
    };
    out.getBuffer().setLength(0);
    int code = run(Stream.concat(Stream.of(all), Stream.of(args)).toArray(String[]::new));
    assertEquals(0, code, () -> out + "\n" + err);
    assertTrue(
        Files.readString(json).replaceAll("\\s+", "").contains("\"statuses\":[[" + status + ","),
        () -> how + " " + out);
    assertTrue(out.toString().contains(how), out::toString);
  }

  /** So long that a test that runs it to its end has failed. */
  private static final String[] LONG = {"-d", "10m", "--quiet"};

  @Test
  void a_target_that_cannot_be_measured_ends_at_once_with_exit_code_2() throws Exception {
    // Port 1 is nobody's.
    assertMistake(
        "127.0.0.1:1 (http://127.0.0.1:1/): Connection refused", LONG, "http://127.0.0.1:1/");
    assertMistake("there is no host nobody.invalid", LONG, "http://nobody.invalid/");
    try (StubServer server = new StubServer(_ -> NOT_FOUND)) {
      String url = url(server);
      assertMistake("answers 404, not 2xx, to GET /x?y: if that is meant", LONG, url + "x?y");
      assertMistake(
          "(none of 2 paths was answered so): if that", LONG, url, "--mix", mix().toString());
      assertEquals(0, run(url + "x", "-d", "50ms", "--warmup", "0s", "--expect", "404"));
    }
    // Of a list some paths may be missing on purpose.
    try (StubServer server = new StubServer(n -> n == 0 ? NOT_FOUND : StubServer.ok("x"))) {
      String[] args = {"-d", "50ms", "--warmup", "0s", "--mix", mix().toString()};
      assertEquals(
          0, run(Stream.concat(Stream.of(url(server)), Stream.of(args)).toArray(String[]::new)));
    }
    try (StubServer server = new StubServer(_ -> "")) {
      assertMistake("no answer to GET / in 0.2 s", LONG, url(server), "--timeout", "200ms");
    }
    try (StubServer server = new StubServer(_ -> "SSH-2.0-OpenSSH\r\n".repeat(1_000))) {
      assertMistake("the answer to GET / is not HTTP/1", LONG, url(server));
    }
    // Nothing was measured but of the two that can be.
    assertEquals(2, out.toString().split("\nDone\n", -1).length - 1, out::toString);
  }

  private static final String NOT_FOUND = "HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n";

  private static String url(StubServer server) {
    return "http://127.0.0.1:" + server.address().getPort() + "/";
  }

  private Path mix() throws IOException {
    return Files.writeString(folder.resolve("mix"), "1 /a\n1 /b\n");
  }

  private void assertMistake(String expected, String[] first, String... then) {
    assertMistake(
        expected, Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new));
  }

  @Test
  void what_fails_or_was_not_measured_is_exit_code_1() throws Exception {
    String[] args = {"-d", "50ms", "--warmup", "0s", "--quiet", "--rate", "100"};
    // It answers the first request alone, before it is measured.
    try (StubServer server = new StubServer(n -> n == 0 ? StubServer.ok("x") : NOT_FOUND)) {
      assertFails("failed: / " + url(server).substring(7, url(server).length() - 1), args, server);
      assertTrue(err.toString().contains("no good answer came"), err::toString);
      assertTrue(out.toString().contains("status (404)"), out::toString);
    }
    try (StubServer server = new StubServer(_ -> StubServer.ok("x"))) {
      assertFails("no p99.9: it takes 1,000 responses", args, server, "--fail-if", "p99.9>1s");
      assertFails("no body could be verified", args, server, "--verify");
      assertFails("max is", args, server, "--fail-if", "max>1us");
      String file = Files.writeString(folder.resolve("file"), "").toString();
      Path json = folder.resolve("run.json");
      String[] outputs = {"--json", json.toString(), "--hdr", file, "--fail-if", "max>1us"};
      assertFails("cannot write " + file, args, server, outputs);
      assertTrue(err.toString().contains("failed: "), err::toString);
      assertTrue(Files.size(json) > 0, "other reports are written");
    }
  }

  @Test
  void a_server_that_runs_is_compared_with_the_files_it_serves() throws Exception {
    String files = folder.toString();
    String[] args = {"-d", "50ms", "--warmup", "0s", "--quiet", "--rate", "100", "--path", "/x"};
    String[] verified = {"--files", files, "--verify", "--fail-if", "errors>0"};
    Files.writeString(folder.resolve("x"), "right");
    try (StubServer server = new StubServer(_ -> StubServer.ok("right"))) {
      String[] all =
          Stream.of(new String[] {url(server)}, args, verified)
              .flatMap(Stream::of)
              .toArray(String[]::new);
      assertEquals(0, run(all), () -> out + "\n" + err);
    }
    try (StubServer server = new StubServer(_ -> StubServer.ok("wrong"))) {
      assertFails("no good answer came", args, server, verified);
      assertTrue(out.toString().contains("body"), out::toString);
    }
    try (StubServer server = new StubServer(_ -> StubServer.ok("longer"))) {
      assertFails("no good answer came", args, server, "--files", files);
      assertTrue(out.toString().contains("length"), out::toString);
    }
  }

  private void assertFails(String expected, String[] args, StubServer server, String... then) {
    err.getBuffer().setLength(0);
    String[] all =
        Stream.of(new String[] {url(server)}, args, then)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    assertEquals(1, run(all), () -> out + "\n" + err);
    assertTrue(err.toString().contains(expected), err::toString);
  }

  @Test
  void two_runs_are_compared_and_conditions_are_of_ratios() throws Exception {
    String json = folder.resolve("run.json").toString();
    try (StubServer server = new StubServer(_ -> StubServer.ok("x"))) {
      String[] args = {url(server), "-d", "100ms", "--warmup", "0s", "--quiet", "--rounds", "2"};
      assertEquals(
          0,
          run(Stream.concat(Stream.of(args), Stream.of("--json", json)).toArray(String[]::new)),
          err::toString);
    }
    assertEquals(0, run("--compare", json, json, "--fail-if", "p50>1.1"), err::toString);
    assertTrue(out.toString().contains("within the noise"), out::toString);
    assertEquals(1, run("--compare", json, json, "--fail-if", "rps<1.1"));
    assertTrue(err.toString().contains("rps is 1.000 times what it was, below 1.1"), err::toString);
    assertMistake("a ratio of rps, cpu, p50", "--compare", json, json, "--fail-if", "p99>5ms");
    assertMistake("/none.json: no such file", "--compare", json, folder + "/none.json");
    assertMistake("measures nothing", "--compare", json, json, "http://localhost/");
  }

  private void assertMistake(String expected, String... args) {
    err.getBuffer().setLength(0);
    assertEquals(2, run(args), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(expected), err::toString);
  }

  private int run(String... args) {
    CommandLine main = CommandLines.all();
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return main.execute(Stream.concat(Stream.of("bench"), Stream.of(args)).toArray(String[]::new));
  }
}
