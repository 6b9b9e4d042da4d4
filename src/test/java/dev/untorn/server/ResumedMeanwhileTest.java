package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client resumes a download while the version that replaced its own is being copied. */
final class ResumedMeanwhileTest {
  /** Takes tens of milliseconds to be copied. */
  private static final int SIZE_BYTES = 64 << 20;

  private static final int ROUNDS = 2;

  @TempDir Path directory;

  @Test
  void a_version_can_be_resumed_before_its_successor_is_whole() throws Exception {
    write('a');
    try (Served served = Served.directory(directory, "serve.mode=snapshot");
        WireClient client = served.connect();
        WireClient other = served.connect()) {
      for (char content = 'a'; content < 'a' + ROUNDS; content++) {
        client.send(Served.request("GET /file HTTP/1.1"));
        Reply whole = client.read(Reading.PLAIN.into(bytes -> {}));
        assertEquals(SIZE_BYTES, whole.bodyBytes());
        write((char) (content + 1));
        other.send(Served.request("GET /file HTTP/1.1", "Range: bytes=0-0"));
        String tag = whole.field("ETag").orElseThrow();
        String match = "If-Match: " + tag;
        Reply rest = client.ask(Served.request("GET /file HTTP/1.1", "Range: bytes=1-1", match));
        assertEquals(206, rest.status());
        assertEquals(String.valueOf(content), rest.text());
        assertEquals(206, other.read().status());
      }
    }
  }

  /** Beside, and renamed over: no writer waits for the copy. */
  private void write(char content) throws Exception {
    byte[] bytes = new byte[SIZE_BYTES];
    Arrays.fill(bytes, (byte) content);
    Path aside = directory.resolve("aside");
    Files.write(aside, bytes);
    Files.move(aside, directory.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
  }
}
