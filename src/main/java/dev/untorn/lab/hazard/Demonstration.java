package dev.untorn.lab.hazard;

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
  record PagesKept(Place place, long keptNanos, long writerNanos, ByteCounts read)
      implements Demonstration {}

  /**
   * Memory was given to a pipe and on to a loopback connection, and changed when all was
   * acknowledged.
   *
   * @param received what the peer read
   */
  record GiftChanged(ByteCounts received) implements Demonstration {}

  /** It could not be shown. */
  record NotShown(String what, String reason) implements Demonstration {}
}
