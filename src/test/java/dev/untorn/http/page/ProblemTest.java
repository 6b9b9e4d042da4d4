package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Status;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProblemTest {
  /** Netty still says what RFC 7231 said of these. */
  private static final Set<Integer> RENAMED_BY_RFC_9110 = Set.of(413, 414, 416);

  @Test
  void the_titles_are_those_of_the_rfc() {
    for (Status status : Status.values()) {
      assertSame(status, Status.of(status.code()));
      if (!RENAMED_BY_RFC_9110.contains(status.code())) {
        assertEquals(HttpResponseStatus.valueOf(status.code()).reasonPhrase(), status.reason());
      }
    }
    assertEquals("Content Too Large", Status.of(413).reason());
    assertEquals("URI Too Long", Status.of(414).reason());
    assertEquals("Range Not Satisfiable", Status.of(416).reason());
  }

  @Test
  void a_status_nobody_thought_of_is_a_bug() {
    assertThrows(IllegalArgumentException.class, () -> Status.of(418));
    assertThrows(IllegalArgumentException.class, () -> Problem.of(Status.OK));
  }

  @Test
  void common_problems_are_encoded_once() {
    for (Status status : Status.values()) {
      if (status.isProblem()) {
        assertSame(Problem.of(status).html(), Problem.of(status).html());
        assertSame(Problem.of(status).json(), Problem.of(status).json());
      }
    }
    Problem usual = Problem.of(Status.SERVICE_UNAVAILABLE);
    assertNotSame(usual.html(), usual.withDetail("Out of space.").html());
  }

  @Test
  void the_page_tells_status_title_and_detail_as_text() {
    String page =
        string(
            Problem.of(Status.SERVICE_UNAVAILABLE)
                .withDetail("A <b> writes.")
                .withRetryAfter(1)
                .html());
    assertTrue(page.contains("<title>503 Service Unavailable</title>"), page);
    assertTrue(page.contains("<h1>Service Unavailable</h1>"), page);
    assertTrue(page.contains("<p>A &lt;b&gt; writes. Try again in 1 second.</p>"), page);
    assertFalse(page.contains("{{"), page);
  }

  @Test
  void the_object_has_the_members_of_rfc_9457() {
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"Say \\\"no\\\".\"}",
        string(Problem.of(Status.NOT_FOUND).withDetail("Say \"no\".").json()));
  }

  private static String string(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
