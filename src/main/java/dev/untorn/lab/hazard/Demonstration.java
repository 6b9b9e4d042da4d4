package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.text.Json;
import java.util.Locale;

/** A small experiment of its own, beside the table. */
public sealed interface Demonstration {
  /**
   * References to a file's pages were kept in a pipe that nobody read, and the file was written
   * meanwhile: why writers cannot be made to wait for the readers of pages.
   *
   * @param keptNanos how long the pipe held the pages; it could have been for ever
   * @param writerNanos how long the writer took, in the middle of that time
   * @param read what the pipe gave afterwards
   */
  record PagesKept(@Json.Flat Place place, long keptNanos, long writerNanos, ByteCounts read)
      implements Demonstration {}

  /**
   * Memory was given to a pipe and on to a loopback connection, and changed when all was
   * acknowledged.
   *
   * @param received what the peer read
   */
  record GiftChanged(ByteCounts received) implements Demonstration {}

  record NotShown(String what, String reason) implements Demonstration {}

  /** What was shown, in one sentence. */
  default String sentence() {
    return switch (this) {
      case PagesKept(var place, long keptNanos, long writerNanos, var read) ->
          String.format(
              Locale.ROOT,
              "%s: a pipe kept 64 KiB of a file's pages for %.1f s, and could have for ever; a"
                  + " pwrite in between took %.2f ms, unhindered; the pipe then gave: %s.",
              place.filesystem(),
              keptNanos / 1e9,
              writerNanos / 1e6,
              read.text());
      case GiftChanged(var received) ->
          "vmsplice: 64 KiB of memory given to a connection and changed after the acknowledgement;"
              + " the peer read: "
              + received.text()
              + ".";
      case NotShown(String what, String reason) -> what + ": not shown: " + reason;
    };
  }
}
