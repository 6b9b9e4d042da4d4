package dev.untorn.cli.warm;

import dev.untorn.text.LiveDisplay;
import dev.untorn.text.Quantity;
import dev.untorn.text.Table;
import dev.untorn.warm.WarmOutcome;
import dev.untorn.warm.WarmUrl;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Counts what came of each URL, and says what went wrong at once. Thread-safe. */
final class WarmReport {
  /** Where nobody looks on, a log should not grow much. */
  private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int urls;
  private final PrintWriter out;
  private final LiveDisplay display;
  private final long beganNanos = System.nanoTime();
  private long lineNanos = beganNanos;
  private long fresh;
  private long confirmed;
  private long stale;
  private long fetched;
  private long fetchedBytes;
  private long notStored;
  private long failed;

  WarmReport(int urls, PrintWriter out, LiveDisplay display) {
    this.urls = urls;
    this.out = out;
    this.display = display;
  }

  synchronized void add(WarmUrl url, WarmOutcome outcome) {
    switch (outcome) {
      case WarmOutcome.Fresh() -> fresh++;
      case WarmOutcome.Confirmed() -> confirmed++;
      case WarmOutcome.Stale() -> stale++;
      case WarmOutcome.Fetched(long bytes) -> {
        fetched++;
        fetchedBytes += bytes;
      }
      case WarmOutcome.NotStored(String reason) -> {
        notStored++;
        tell("not stored", url, reason);
      }
      case WarmOutcome.Failed(String reason) -> {
        failed++;
        tell("failed", url, reason);
      }
      case WarmOutcome.Unanswered(String reason) -> {
        failed++;
        tell("failed", url, "the proxy does not answer: " + reason);
      }
    }
    display.showSometimes(this::line);
    if (display.mode() == LiveDisplay.Mode.LINES
        && System.nanoTime() - lineNanos > LINE_EVERY_NANOS) {
      lineNanos = System.nanoTime();
      display.keep(line());
    }
  }

  private void tell(String what, WarmUrl url, String reason) {
    display.clear();
    out.println("%s: %s: %s (%s)".formatted(what, url.target(), reason, url.place()));
    out.flush();
  }

  private long done() {
    return fresh + confirmed + stale + fetched + notStored + failed;
  }

  private String line() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
    return "%d of %s, %d fetched (%s), %d failed or not stored, %d s"
        .formatted(
            done(),
            Quantity.count(urls, "URL", "URLs"),
            fetched,
            Quantity.size(fetchedBytes),
            notStored + failed,
            seconds);
  }

  /** What came of all. */
  synchronized String end() {
    display.clear();
    Table table = new Table().left("").right("URLs").right("bytes");
    table.row().add("fresh already").add("" + fresh).add("");
    table.row().add("confirmed by the origin").add("" + confirmed).add("");
    table.row().add("stored, but stale").add("" + stale).add("");
    table.row().add("fetched").add("" + fetched).add(Quantity.size(fetchedBytes));
    table.row().add("not stored").add("" + notStored).add("");
    table.row().add("failed").add("" + failed).add("");
    if (done() < urls) {
      table.row().add("not tried").add("" + (urls - done())).add("");
    }
    return table.terminal(Ansi.AUTO.enabled());
  }

  synchronized boolean isAllWarm() {
    return fresh + confirmed + stale + fetched == urls;
  }
}
