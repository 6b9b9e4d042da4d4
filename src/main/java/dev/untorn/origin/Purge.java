package dev.untorn.origin;

/** What became of a wish that nothing stored of a URL be used any more. */
public sealed interface Purge {
  /**
   * The origin uses nothing that was stored.
   *
   * @param wasStored whether there may have been anything
   * @param name of the versions that may still be kept
   */
  record Done(boolean wasStored, String name) implements Purge {}

  /** No origin has such a URL; the reason is a sentence for people. */
  record Unknown(String reason) implements Purge {}

  /** The origin stores nothing by URL. */
  record Unsupported() implements Purge {}

  /** It may still be used; the reason is a sentence for people. */
  record Failed(String reason) implements Purge {}
}
