package dev.untorn.origin;

/** What became of a wish that nothing stored of a URL be used any more. */
public sealed interface Purge {
  /** Nothing that was stored is used, and whether there may have been anything. */
  record Done(boolean wasStored) implements Purge {}

  /** The origin stores nothing by URL. */
  record Unsupported() implements Purge {}

  /** It may still be used; the reason is a sentence for people. */
  record Failed(String reason) implements Purge {}
}
