package dev.untorn.lab.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.upstream.Decision.Url;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Failure;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Origins answer ranges, and buckets answer as S3 does. */
final class DecisionTest {
  private static final long SIZE = 64 * 1024;
  private static final int TRIES = 100;

  @Test
  void ranges_are_ignored_or_answered_by_another_one_that_names_itself() {
    assertEquals(200, status(decide(OriginKind.NO_RANGES, "", 0, "Range", "bytes=0-99")));
    List<Answer> others =
        IntStream.range(0, TRIES)
            .mapToObj(seed -> decide(OriginKind.OTHER_PARTS, "", seed, "Range", "bytes=512-5631"))
            .filter(Decision::faulty)
            .map(decision -> (Answer) decision.reply())
            .toList();
    assertTrue(others.size() > TRIES / 4, () -> "faulty: " + others.size());
    for (Answer other : others) {
      assertTrue(other.from() > 512, other::toString);
      String says = "Content-Range: bytes %d-%d/".formatted(other.from(), other.to() - 1);
      assertTrue(other.fields().stream().anyMatch(line -> line.startsWith(says)), other::toString);
    }
  }

  @Test
  void a_bucket_with_versions_gives_the_one_that_is_named() {
    Decision old = decide(OriginKind.S3_VERSIONS, "versionId=v1", 1, "Range", "bytes=512-");
    assertEquals(1, old.version().number());
    assertTrue(old.good().fields().contains("x-amz-version-id: v1"));
    assertTrue(old.good().fields().contains("ETag: " + old.tag().orElseThrow()));
  }

  @Test
  void replaced_versions_may_be_gone_and_a_bucket_without_versions_names_none() {
    String gone = failure(decide(OriginKind.S3_GONE, "versionId=v1", 1));
    assertTrue(gone.contains("NoSuchVersion") || gone.contains("AccessDenied"), gone);
    List<String> fields = decide(OriginKind.S3_PLAIN, "versionId=v1", 1).good().fields();
    assertFalse(fields.stream().anyMatch(line -> line.startsWith("x-amz-version-id")));
  }

  @Test
  void a_bucket_knows_if_match_and_no_if_range() {
    Decision changed = decide(OriginKind.S3_PLAIN, "", 1, "If-Match", "\"other\"");
    assertTrue(failure(changed).startsWith("HTTP/1.1 412 "), () -> failure(changed));
    assertTrue(failure(changed).endsWith("</Error>"), () -> failure(changed));
    Decision part =
        decide(OriginKind.S3_PLAIN, "", 1, "If-Range", "\"other\"", "Range", "bytes=0-99");
    assertEquals(206, part.good().status());
  }

  @Test
  void checksums_are_sent_with_the_whole_to_those_who_ask_for_them() {
    assertFalse(hasChecksum(decide(OriginKind.S3_DAMAGED, "", 1)));
    String mode = "x-amz-checksum-mode";
    assertTrue(hasChecksum(decide(OriginKind.S3_DAMAGED, "", 1, mode, "ENABLED")));
    assertFalse(
        hasChecksum(decide(OriginKind.S3_DAMAGED, "", 1, mode, "ENABLED", "Range", "bytes=0-99")));
  }

  private static boolean hasChecksum(Decision decision) {
    return decision.good().fields().stream()
        .anyMatch(line -> line.startsWith("x-amz-checksum-sha256: "));
  }

  private static int status(Decision decision) {
    return ((Answer) decision.reply()).status();
  }

  private static String failure(Decision decision) {
    return ((Failure) decision.reply()).octets();
  }

  private static Decision decide(OriginKind kind, String query, long seed, String... fields) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    OriginCell cell = new OriginCell(kind, 1, SIZE, SIZE);
    return Decision.of(
        new OriginRequest("GET", "/any", headers),
        query,
        cell,
        cell.object(4),
        Url.FIRST,
        seed,
        new SplittableRandom(seed));
  }
}
