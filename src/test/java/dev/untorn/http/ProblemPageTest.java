package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProblemPageTest {
  /** Netty still says what RFC 7231 said of these. */
  private static final Set<Integer> RENAMED_BY_RFC_9110 = Set.of(413, 414, 416);

  @Test
  void the_titles_are_those_of_the_rfc() {
    for (int status : ProblemPage.COMMON_STATUSES) {
      Problem problem = Problem.of(status);
      assertEquals(status, problem.status());
      if (!RENAMED_BY_RFC_9110.contains(status)) {
        assertEquals(HttpResponseStatus.valueOf(status).reasonPhrase(), problem.title());
      }
    }
    assertEquals("Content Too Large", Problem.of(413).title());
    assertEquals("URI Too Long", Problem.of(414).title());
    assertEquals("Range Not Satisfiable", Problem.of(416).title());
  }

  @Test
  void a_status_nobody_thought_of_is_a_bug() {
    assertThrows(IllegalArgumentException.class, () -> Problem.of(418));
  }

  @Test
  void common_problems_are_encoded_once() {
    for (int status : ProblemPage.COMMON_STATUSES) {
      assertSame(ProblemPage.html(Problem.of(status)), ProblemPage.html(Problem.of(status)));
      assertSame(ProblemPage.json(Problem.of(status)), ProblemPage.json(Problem.of(status)));
    }
    Problem special = Problem.of(503).withDetail("Out of space.");
    assertNotSame(ProblemPage.html(special), ProblemPage.html(Problem.of(503)));
  }

  @Test
  void the_page_tells_status_title_and_detail_as_text() {
    String page =
        string(ProblemPage.html(Problem.of(503).withDetail("A <b> writes.").withRetryAfter(1)));
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
        string(ProblemPage.json(Problem.of(404).withDetail("Say \"no\"."))));
  }

  private static String string(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
