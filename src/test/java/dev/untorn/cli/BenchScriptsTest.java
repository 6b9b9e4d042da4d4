package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that measure other servers, with programs in the place of those. */
final class BenchScriptsTest {
  private static final Path SCRIPTS = Path.of("src/bench").toAbsolutePath();

  /** Listens where its configuration says, and writes its process id where nginx would. */
  private static final String LISTENING =
      """
      exec perl -MIO::Socket::INET -e '
        open(C, $ARGV[0]) or exit 1; my $c = join("", <C>);
        my ($port) = $c =~ /listen 127.0.0.1:(\\d+)/; my ($file) = $c =~ /^pid (.*);/m;
        my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$port", Listen => 5) or exit 1;
        my $pid = fork; if ($pid) { open(P, ">$file"); print P "$pid\\n"; exit 0 }
        close STDIN; close STDOUT; close STDERR;
        while (my $one = $s->accept) { close $one }' "$2"
      """;

  @TempDir private Path folder;

  @Test
  void a_peer_that_does_not_start_ends_the_table_without_figures() throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/perl", "/bin/perl").anyMatch(perl -> Files.isExecutable(Path.of(perl))),
        "no perl: nothing to take nginx's place");
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Scripts.script(programs.resolve("nginx"), LISTENING);
    Scripts.script(programs.resolve("h2o"), "exit 1");
    Path said = folder.resolve("said");
    int code = run(said, "table.sh", "nginx h2o", folder.toString());
    String text = Files.readString(said);
    assertEquals(1, code, text);
    assertTrue(text.contains("h2o does not start"), text);
    assertFalse(text.contains("304"), text);
    try (Stream<Path> results = Files.list(folder.resolve("results"))) {
      assertEquals(List.of(folder.resolve("results/table.md")), results.toList());
    }
    assertEquals("", Files.readString(folder.resolve("results/table.md")));
    assertFalse(Files.exists(folder.resolve("state/nginx.pid")), "it still runs");
  }

  @Test
  void what_is_installed_is_said_before() throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Scripts.script(programs.resolve("id"), "echo 0");
    Scripts.script(programs.resolve("apt-get"), "exit 1");
    Path said = folder.resolve("said");
    assertEquals(1, run(said, "peers.sh", "no-such-peer", "start", folder.toString()));
    String text = Files.readString(said);
    assertTrue(text.contains("installing no-such-peer by apt-get\n"), text);
  }

  @Test
  void several_proxies_are_not_measured_by_who_is_not_root() throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Scripts.script(programs.resolve("id"), "echo 1000");
    Path said = folder.resolve("said");
    assertEquals(3, run(said, "cluster.sh", "", folder.toString()));
    assertTrue(Files.readString(said).contains("need root"), () -> "" + said);
  }

  private int run(Path said, String script, String peers, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPTS.resolve(script).toString());
    builder.command().addAll(List.of(args));
    builder
        .environment()
        .put("PATH", folder.resolve("bin") + ":" + System.getenv().getOrDefault("PATH", ""));
    builder.environment().put("PEERS", peers);
    builder.environment().put("PARTS", "kinds");
    builder.environment().put("SERVER_CPUS", "");
    builder.environment().put("PORT", Integer.toString(freePort()));
    builder.environment().put("STATE", folder.resolve("state").toString());
    builder.environment().put("RESULTS", folder.resolve("results").toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
