package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.ScriptedOrigin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a bucket with versions that are replaced while they are fetched. */
final class ProxyBucketVersionsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = "Cache-Control: max-age=600\r\n";
  private static final String STALE = "Cache-Control: max-age=0\r\n";
  private static final String OLD = "ETag: \"old\"\r\nx-amz-version-id: v/1+\r\n";
  private static final String NEW = "ETag: \"new\"\r\nx-amz-version-id: v2\r\n";

  /** The old version by its name, as it is written in a query. */
  private static final String NAMED = "?versionId=v%2F1%2B ";

  @TempDir Path folder;

  private static Optional<String> field(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst();
  }

  /** The first answer breaks off; from then on the object is another one. */
  private static void replaced(ScriptedOrigin.Peer peer, String head, int number, String lifetime)
      throws Exception {
    byte[] old = content(1);
    if (number == 1) {
      peer.send(OK + lifetime + OLD + "Content-Length: " + old.length + "\r\n\r\n");
      peer.send(Arrays.copyOf(old, old.length / 2));
      peer.cut();
      return;
    }
    boolean isOld = head.contains(NAMED);
    Optional<String> condition = field(head, "if-match");
    if (condition.isPresent() && !condition.get().equals(isOld ? "\"old\"" : "\"new\"")) {
      peer.send(ScriptedBucket.error(412, "PreconditionFailed", ""));
    } else if (isOld) {
      int from = Integer.parseInt(field(head, "range").orElseThrow().replaceAll("\\D", ""));
      send(
          peer,
          "HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %d-%d/%d\r\n"
              .formatted(OLD, from, old.length - 1, old.length),
          old,
          from,
          old.length);
    } else {
      send(peer, OK + lifetime + NEW, content(2), 0, content(2).length);
    }
  }

  @Test
  void who_began_with_a_version_gets_all_of_it_and_who_comes_later_the_new_one() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(folder, (peer, head, number) -> replaced(peer, head, number, STALE))) {
      assertWhole(content(1), bucket.get("/a"));
      assertEquals(2, bucket.asked().size());
      assertTrue(bucket.lines().getLast().contains(NAMED), bucket.lines()::toString);
      assertEquals(Optional.of("\"old\""), field(bucket.asked().getLast(), "if-match"));
      assertEquals(Optional.empty(), field(bucket.asked().getLast(), "if-range"));
      assertWhole(content(2), bucket.get("/a"));
    }
  }

  /** As {@link #replaced}, after a while without any answer that is of use. */
  private ScriptedBucket later(String lifetime) throws Exception {
    return ScriptedBucket.of(
        folder,
        (peer, head, number) -> {
          if (number == 2 || number == 3) { // It is asked twice.
            peer.send(ScriptedBucket.error(503, "SlowDown", ""));
          } else {
            replaced(peer, head, number, lifetime);
          }
        });
  }

  @Test
  void a_version_that_is_fresh_goes_on_although_it_was_replaced() throws Exception {
    try (ScriptedBucket bucket = later(FRESH)) {
      assertFalse(bucket.get("/a").isComplete());
      bucket.restart();
      assertWhole(content(1), bucket.get("/a"));
      assertEquals(4, bucket.asked().size());
      assertTrue(bucket.lines().getLast().contains(NAMED), bucket.lines()::toString);
    }
  }

  @Test
  void a_version_that_is_stale_goes_on_only_if_it_is_the_current_one() throws Exception {
    try (ScriptedBucket bucket = later(STALE)) {
      assertFalse(bucket.get("/a").isComplete());
      bucket.restart();
      assertWhole(content(2), bucket.get("/a"));
      List<String> lines = bucket.lines();
      assertTrue(
          lines.subList(3, lines.size()).stream().noneMatch(line -> line.contains(NAMED)),
          lines::toString);
    }
  }

  @Test
  void a_version_that_does_not_exist_any_more_is_never_joined_with_another() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, number) -> {
              if (head.contains(NAMED)) {
                peer.send(ScriptedBucket.error(404, "NoSuchVersion", ""));
              } else {
                replaced(peer, head, number, FRESH);
              }
            })) {
      assertFalse(bucket.get("/a").isComplete());
      assertWhole(content(2), bucket.get("/a"));
    }
  }

  @Test
  void who_may_not_read_versions_goes_on_with_the_current_one_by_its_tag() throws Exception {
    byte[] body = content(1);
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, number) -> {
              if (number == 1) {
                replaced(peer, head, number, FRESH);
              } else if (head.contains(NAMED)) {
                peer.send(ScriptedBucket.error(403, "AccessDenied", ""));
              } else {
                int from =
                    Integer.parseInt(field(head, "range").orElseThrow().replaceAll("\\D", ""));
                send(
                    peer,
                    "HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %d-%d/%d\r\n"
                        .formatted(OLD, from, body.length - 1, body.length),
                    body,
                    from,
                    body.length);
              }
            })) {
      assertWhole(body, bucket.get("/a"));
      assertEquals(Optional.of("\"old\""), field(bucket.asked().getLast(), "if-match"));
    }
  }
}
