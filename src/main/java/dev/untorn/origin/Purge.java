package dev.untorn.origin;

import java.util.function.Predicate;

/** What became of a wish that something stored be used no more. */
public sealed interface Purge {
  /**
   * The origin uses nothing that was stored.
   *
   * @param wasStored whether there may have been anything
   * @param name of the versions that may still be kept
   */
  record Done(boolean wasStored, String name) implements Purge {}

  /**
   * The origins use nothing that was stored of what a ban names, and remove it behind.
   *
   * @param number by which lists of bans name it
   * @param names of the versions that may still be kept
   */
  record Banned(long number, Predicate<String> names) implements Purge {}

  /** A ban cannot name so much; the reason is a sentence for people. */
  record TooLong(String reason) implements Purge {}

  /** No origin has such a URL; the reason is a sentence for people. */
  record Unknown(String reason) implements Purge {}

  /** The origin stores nothing by URL. */
  record Unsupported() implements Purge {}

  /** It may still be used; the reason is a sentence for people. */
  record Failed(String reason) implements Purge {}
}
