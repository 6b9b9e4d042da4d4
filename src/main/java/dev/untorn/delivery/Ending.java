package dev.untorn.delivery;

/** All the ways in which a response ends. */
public enum Ending {
  COMPLETED("completed", "all promised bytes were handed to the kernel"),
  FENCED("fenced", "cut before the last bytes, because the file had, or may have, changed"),
  SHORT("short", "cut, because the file had become shorter than promised"),
  SEAL_BROKEN("seal_broken", "cut, because the private copy could not be completed"),
  ORIGIN_BROKEN("origin_broken", "cut, because the origin did not send all of it"),
  WRITER("writer", "cut, because a writer waited and no copy could be made for the client"),
  CLIENT_GONE("client_gone", "the client closed or reset the connection"),
  TOO_SLOW("too_slow", "cut, because the client took bytes slower than the minimum rate"),
  SHUTDOWN("shutdown", "cut at the end of the shutdown's grace"),
  UNREADABLE("unreadable", "cut, because the file could not be read"),
  FAILED("failed", "cut, because the program failed or memory ran out");

  private final String label;
  private final String sentence;

  Ending(String label, String sentence) {
    this.label = label;
    this.sentence = sentence;
  }

  public String label() {
    return label;
  }

  public String sentence() {
    return sentence;
  }
}
