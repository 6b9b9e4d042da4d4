package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that text and page share. */
final class Words {
  /** A mark, the class of its colour on the page, and what it means. */
  record Key(String mark, String style, String sentence) {}

  /** What the marks mean, in the order of harm. */
  static final List<Key> LEGEND =
      List.of(
          new Key("old", "old", "every byte arrived as it was handed over"),
          new Key("held", "held", "so too, because the writer's open waited for a lease to end"),
          new Key("new/sent", "sent", "bytes could turn new until they were sent the first time"),
          new Key("new/ack", "ack", "until acknowledged: sending again reads the file again"),
          new Key("new/read", "read", "until the peer's process read them, acknowledged or not"),
          new Key("zero/...", "read", "the same, but turned into zeros"),
          new Key("-", "none", "not offered by this filesystem"),
          new Key("?", "unknown", "broke off, and proves nothing"));

  private Words() {}

  /** A mark for a square of the table. */
  static String mark(Finding finding) {
    return switch (finding) {
      case Finding.Stable() -> "old";
      case Finding.Held() -> "held";
      case Finding.Unstable(Finding.Became became, Finding.Until until) ->
          word(became) + "/" + word(until);
      case Finding.Impossible _ -> "-";
      case Finding.Unknown _ -> "?";
    };
  }

  /** What the squares say of each network, in sentences. */
  static List<String> conclusions(HazardReport report) {
    return Stream.of(Network.values())
        .filter(network -> report.cells().stream().anyMatch(cell -> cell.network() == network))
        .map(network -> conclusion(report, network))
        .toList();
  }

  private static String conclusion(HazardReport report, Network network) {
    String unsafe = ways(report, network, true);
    String safe = ways(report, network, false);
    return "Over "
        + network.title()
        + ": "
        + (unsafe.isEmpty()
            ? "no way of handing over let bytes change afterwards."
            : "handed over by " + unsafe + ", bytes could still change when the file was written.")
        + (safe.isEmpty() ? "" : " Handed over by " + safe + ", they arrived as they were.");
  }

  private static String ways(HazardReport report, Network network, boolean unsafe) {
    return report.plan().ways().stream()
        .filter(way -> tried(report, network, way).anyMatch(finding -> true))
        .filter(way ->
            unsafe == tried(report, network, way).anyMatch(Finding.Unstable.class::isInstance))
        .map(Way::title)
        .collect(Collectors.joining(", "));
  }

  /** The findings that prove something. */
  private static Stream<Finding> tried(HazardReport report, Network network, Way way) {
    return report.cells().stream()
        .filter(cell -> cell.network() == network && cell.way() == way)
        .map(Cell::finding)
        .filter(finding ->
            switch (finding) {
              case Finding.Stable _, Finding.Held _, Finding.Unstable _ -> true;
              case Finding.Impossible _, Finding.Unknown _ -> false;
            });
  }

  static String word(Finding.Became became) {
    return switch (became) {
      case NEW -> "new";
      case ZERO -> "zero";
      case DAMAGE -> "damage";
    };
  }

  static String word(Finding.Until until) {
    return switch (until) {
      case SENT -> "sent";
      case ACKNOWLEDGED -> "ack";
      case READ -> "read";
    };
  }

  /** Counts without the kinds that did not occur, as {@code 100 old, 3996 zero}. */
  static String counts(ByteCounts counts) {
    String text =
        Stream.of(
                count(counts.oldBytes(), "old"),
                count(counts.newBytes(), "new"),
                count(counts.zeroBytes(), "zero"),
                count(counts.otherBytes(), "damage"))
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "-" : text;
  }

  private static String count(long bytes, String kind) {
    return bytes == 0 ? "" : bytes + " " + kind;
  }

  static String size(long bytes) {
    return new Size(bytes).toString();
  }

  /** Where and when a report was made. */
  static String made(HazardReport report) {
    return String.format(
        Locale.ROOT,
        "%s; %s; Linux %s; %s; trials of each cell: %d; sizes: %s%s",
        report.started().truncatedTo(ChronoUnit.SECONDS),
        report.host(),
        report.kernel(),
        String.join(", ", report.places().stream().map(Place::filesystem).toList()),
        report.plan().repeats(),
        String.join(", ", report.plan().sizesBytes().stream().map(Words::size).toList()),
        report.interrupted() ? "; INTERRUPTED, so squares are missing" : "");
  }

  /** What a demonstration showed, in one sentence. */
  static String sentence(Demonstration demonstration) {
    return switch (demonstration) {
      case Demonstration.PagesKept(var place, long keptNanos, long writerNanos, var read) ->
          String.format(
              Locale.ROOT,
              "%s: a pipe kept 64 KiB of a file's pages for %.1f s, and could have for ever; a"
                  + " pwrite in between took %.2f ms, unhindered; the pipe then gave: %s.",
              place.filesystem(),
              keptNanos / 1e9,
              writerNanos / 1e6,
              counts(read));
      case Demonstration.GiftChanged(var received) ->
          "vmsplice: 64 KiB of memory given to a connection and changed after the acknowledgement;"
              + " the peer read: "
              + counts(received)
              + ".";
      case Demonstration.NotShown(String what, String reason) -> what + ": not shown: " + reason;
    };
  }
}
