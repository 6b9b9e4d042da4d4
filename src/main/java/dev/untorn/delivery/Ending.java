package dev.untorn.delivery;

/** How a response ended: the whole vocabulary. */
public enum Ending {
  COMPLETED("completed", false, "all promised bytes were handed to the kernel"),
  FENCED("fenced", true, "cut before the last bytes, because the file had, or may have, changed"),
  SHORT("short", true, "cut, because the file had become shorter than promised"),
  SEAL_BROKEN("seal_broken", true, "cut, because the private copy could not be completed"),
  WRITER("writer", true, "cut, because a writer waited and no copy could be made for the client"),
  CLIENT_GONE("client_gone", false, "the client closed or reset the connection"),
  TOO_SLOW("too_slow", false, "cut, because the client took bytes slower than the minimum rate"),
  SHUTDOWN("shutdown", false, "cut at the end of the shutdown's grace"),
  UNREADABLE("unreadable", true, "cut, because the file could not be read"),
  FAILED("failed", true, "cut, because the program failed or memory ran out");

  private final String label;
  private final boolean error;
  private final String sentence;

  Ending(String label, boolean error, String sentence) {
    this.label = label;
    this.error = error;
    this.sentence = sentence;
  }

  /** The name in metrics and logs. */
  public String label() {
    return label;
  }

  /** Whether the server, not the client, was the reason that a response is incomplete. */
  public boolean isError() {
    return error;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }
}
