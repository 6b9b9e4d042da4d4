package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
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

  /** Ideas that come up in every discussion, and why they are no way out. */
  static final List<String> REJECTED =
      List.of(
          "Make writers wait while a page is in transit. There is no transit: whoever splices"
              + " pages into a pipe keeps them as long as he likes, so any reader could stop any"
              + " writer for ever. The figures above show pages kept by a pipe that nobody reads.",
          "Copy the page on write, in the page cache, while somebody references it. The kernel"
              + " would have to find every mapping of the page, and the copy would need a new home"
              + " in the file at once; a reference does not say whether it is a transit at all (a"
              + " mapping, a pipe, a read under way), and each write would pay for the question."
              + " What works is to copy on write one level higher: a reflink clone, or a lease"
              + " whose break is answered by copying what is not sent yet.");

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
        "Linux %s; %s; trials of each cell: %d; sizes: %s; %s",
        report.kernel(),
        String.join(", ", report.places().stream().map(Place::filesystem).toList()),
        report.plan().repeats(),
        String.join(", ", report.plan().sizesBytes().stream().map(Words::size).toList()),
        report.started());
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
