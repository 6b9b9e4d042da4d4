package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of cold objects of a bucket: each is of the version that the others are of. */
final class ProxyBucketRangesTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE_BYTES = 24 * MIB;
  private static final int FAR = 20 * MIB;
  private static final int FARTHER = 23 * MIB;
  private static final String FRESH = "Cache-Control: max-age=600\r\n";
  private static final Pattern RANGE = Pattern.compile("\r\nRange: bytes=(\\d+)-(\\d+)\r\n");

  @TempDir Path folder;

  private final AtomicLong sentBytes = new AtomicLong();
  private volatile boolean isReplaced;

  private static byte[] content(int version) {
    byte[] content = new byte[SIZE_BYTES];
    new Random(version).nextBytes(content);
    return content;
  }

  private static final byte[] OLD = content(1);
  private static final byte[] NEW = content(2);

  private static Optional<String> field(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst();
  }

  /** An object that may have been replaced, and its versions where the bucket keeps them. */
  private void answer(ScriptedOrigin.Peer peer, String head, String fields, Versions versions)
      throws IOException {
    boolean isOld = head.contains("?versionId=v1 ") || !isReplaced;
    byte[] body = isOld ? OLD : NEW;
    String tag = isOld ? "\"old\"" : "\"new\"";
    String condition = field(head, "if-match").orElse(tag);
    if (!condition.equals(tag)) {
      peer.send(ScriptedBucket.error(412, "PreconditionFailed", ""));
      return;
    }
    Matcher range = RANGE.matcher(head);
    boolean isPart = range.find();
    int from = isPart ? Integer.parseInt(range.group(1)) : 0;
    int to = isPart ? Math.min(body.length, Integer.parseInt(range.group(2)) + 1) : body.length;
    peer.send(
        "HTTP/1.1 %s\r\n%sETag: %s\r\n%sContent-Length: %d\r\n%s\r\n"
            .formatted(
                isPart ? "206 Partial Content" : "200 OK",
                fields,
                tag,
                versions == Versions.KEPT
                    ? "x-amz-version-id: " + (isOld ? "v1" : "v2") + "\r\n"
                    : "",
                to - from,
                isPart
                    ? "Content-Range: bytes %d-%d/%d\r\n".formatted(from, to - 1, body.length)
                    : ""));
    sentBytes.addAndGet(to - from);
    peer.send(Arrays.copyOfRange(body, from, to));
  }

  private enum Versions {
    KEPT,
    NONE
  }

  private ScriptedBucket bucket(String fields, Versions versions) throws IOException {
    return ScriptedBucket.of(folder, (peer, head, _) -> answer(peer, head, fields, versions));
  }

  private static void assertPart(byte[] whole, int from, Reply reply) {
    assertEquals(206, reply.status(), reply::rawHead);
    assertArrayEquals(Arrays.copyOfRange(whole, from, from + 100), reply.body());
  }

  private static Reply part(ScriptedBucket bucket, int from, String... fields) throws IOException {
    String[] all = Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = "Range: bytes=%d-%d".formatted(from, from + 99);
    return bucket.get("/a", all);
  }

  @Test
  void a_part_costs_a_unit_and_the_next_one_is_asked_for_under_the_same_tag() throws Exception {
    try (ScriptedBucket bucket = bucket(FRESH, Versions.NONE)) {
      assertPart(OLD, FAR, part(bucket, FAR));
      assertPart(OLD, FAR + 200, part(bucket, FAR + 200));
      assertEquals(1, bucket.asked().size());
      assertPart(OLD, FARTHER, part(bucket, FARTHER));
      assertEquals(2, bucket.asked().size());
      assertEquals(2 * MIB, sentBytes.get());
      String head = bucket.asked().getLast();
      assertEquals(Optional.of("\"old\""), field(head, "if-match"));
      assertEquals(Optional.empty(), field(head, "if-range"));
    }
  }

  @Test
  void parts_of_a_replaced_object_are_all_of_the_new_one() throws Exception {
    try (ScriptedBucket bucket = bucket(FRESH, Versions.NONE)) {
      assertPart(OLD, FAR, part(bucket, FAR));
      isReplaced = true;
      Reply first = part(bucket, FARTHER);
      Reply reply = first.isComplete() && first.status() == 206 ? first : part(bucket, FARTHER);
      assertPart(NEW, FARTHER, reply);
      assertPart(NEW, FAR, part(bucket, FAR));
    }
  }

  @Test
  void parts_of_a_version_that_the_bucket_keeps_go_on_although_it_was_replaced() throws Exception {
    try (ScriptedBucket bucket = bucket(FRESH, Versions.KEPT)) {
      assertPart(OLD, FAR, part(bucket, FAR));
      isReplaced = true;
      assertPart(OLD, FARTHER, part(bucket, FARTHER));
      assertTrue(bucket.lines().getLast().contains("?versionId=v1 "), bucket.lines()::toString);
    }
  }

  @Test
  void a_client_that_wants_a_part_of_another_version_gets_the_whole() throws Exception {
    String undated = "Cache-Control: no-store\r\n";
    try (ScriptedBucket bucket = bucket(undated, Versions.NONE)) {
      assertPart(OLD, FAR, part(bucket, FAR, "If-Range: \"old\""));
      isReplaced = true;
      for (String condition :
          new String[] {"\"old\"", "W/\"new\"", "Sun, 06 Nov 1994 08:49:37 GMT"}) {
        Reply whole = part(bucket, FAR, "If-Range: " + condition);
        assertEquals(200, whole.status(), whole::rawHead);
        assertArrayEquals(NEW, whole.body());
      }
      assertFalse(bucket.asked().stream().anyMatch(head -> field(head, "if-range").isPresent()));
    }
  }
}
