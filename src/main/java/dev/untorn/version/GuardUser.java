package dev.untorn.version;

/** Somebody who sends from the live file, or whose client may still see its pages. */
public interface GuardUser {
  /** The first offset that it still has to send. */
  long neededFrom();

  /** The phase is PRIVATE or ENDED: go on without the file, and {@link Guard#leave} it soon. */
  void letGo();

  /** The writer has waited long enough for pages handed out: leave at once. */
  void cut();
}
