package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.untorn.client.Ending;
import dev.untorn.client.WireClient;
import dev.untorn.lab.link.VethPair;
import dev.untorn.linux.Denied;
import dev.untorn.linux.SeccompChild;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sandbox in which the kernel does not tell what a client has acknowledged. */
final class UntoldAcknowledgementsTest {
  /** The server's socket takes all of it at once; the client's does not. */
  private static final int FILE_BYTES = 60_000;

  private static final Pattern URL = Pattern.compile("http://[0-9.]+:([0-9]+)/");

  @TempDir Path directory;
  private TwoHosts hosts;

  @BeforeEach
  void makeHosts() throws IOException {
    hosts = TwoHosts.create();
    Files.write(directory.resolve("f"), content('A'));
  }

  @AfterEach
  void removeHosts() {
    hosts.close();
  }

  private static byte[] content(char of) {
    byte[] content = new byte[FILE_BYTES];
    Arrays.fill(content, (byte) of);
    return content;
  }

  private Process start(Denied denied) throws IOException {
    List<String> command =
        SeccompChild.command(
            Set.of(denied),
            SeccompChild.EPERM,
            "dev.untorn.cli.Main",
            "serve",
            directory.toString(),
            "--mode",
            "guarded",
            "--port",
            "0",
            "--admin-port",
            "off");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("UNTORN_NETWORK_BIND", VethPair.SENDER_ADDRESS.getHostAddress());
    builder.environment().put("UNTORN_NETWORK_COPYING_DEVICES", VethPair.SENDER_DEVICE);
    return hosts.atServer(builder::start);
  }

  private static int port(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher url = URL.matcher(line);
      if (url.find()) {
        return Integer.parseInt(url.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("it ended, and had said: " + said);
  }

  private static byte[] body(ByteBuffer all) {
    String text = StandardCharsets.ISO_8859_1.decode(all).toString();
    return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Denied.class,
      names = {"SIOCOUTQ", "TCP_INFO"})
  void no_page_of_a_leased_file_is_handed_out(Denied denied) throws Exception {
    Process process = start(denied);
    try (WireClient client = hosts.connectSlow(port(process))) {
      client.send(Served.request("GET /f HTTP/1.1", "Connection: close"));
      ByteBuffer all = ByteBuffer.allocate(FILE_BYTES + 4096);
      client.readSome(all.limit(1));
      all.limit(all.capacity());
      try (RandomAccessFile writer = new RandomAccessFile(directory.resolve("f").toFile(), "rw")) {
        writer.write(content('B'));
      }
      while (client.readSome(all) == Ending.COMPLETE) {}
      assertArrayEquals(content('A'), body(all.flip()));
    } finally {
      process.destroyForcibly();
    }
  }
}
