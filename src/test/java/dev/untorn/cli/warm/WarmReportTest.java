package dev.untorn.cli.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.text.LiveDisplay;
import dev.untorn.text.LiveDisplay.Mode;
import dev.untorn.warm.WarmOutcome;
import dev.untorn.warm.WarmUrl;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class WarmReportTest {
  private static final WarmUrl URL = new WarmUrl("/a", "w.example", "list, line 7");

  private final StringWriter out = new StringWriter();
  private final StringWriter progress = new StringWriter();

  private WarmReport report(int urls, Mode mode) {
    return new WarmReport(
        urls, new PrintWriter(out, true), new LiveDisplay(new PrintWriter(progress, true), mode));
  }

  @Test
  void a_terminal_shows_how_far_it_is() {
    report(3, Mode.TERMINAL).add(URL, new WarmOutcome.Fetched(2048));
    assertTrue(
        progress
            .toString()
            .startsWith("1 of 3 URLs, 1 fetched (2.0 KiB), 0 failed or not stored, "),
        progress::toString);
  }

  @Test
  void what_went_wrong_is_said_at_once_and_the_rest_is_counted() {
    WarmReport report = report(7, Mode.QUIET);
    report.add(URL, new WarmOutcome.Fresh());
    report.add(URL, new WarmOutcome.Confirmed());
    report.add(URL, new WarmOutcome.Stale());
    report.add(URL, new WarmOutcome.NotStored("for one client"));
    report.add(URL, new WarmOutcome.Failed("404 Not Found"));
    report.add(URL, new WarmOutcome.Unanswered("Connection refused"));
    assertEquals(
        """
        not stored: /a: for one client (list, line 7)
        failed: /a: 404 Not Found (list, line 7)
        failed: /a: the proxy does not answer: Connection refused (list, line 7)
        """,
        out.toString());
    String end = report.end();
    assertTrue(end.contains("not tried"), end);
    assertFalse(report.isAllWarm());
    assertEquals("", progress.toString());
  }
}
