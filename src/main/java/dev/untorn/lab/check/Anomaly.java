package dev.untorn.lab.check;

import dev.untorn.lab.Explained;

/** What can be wrong with a response: the whole vocabulary. */
public enum Anomaly implements Explained {
  TORN("torn", 2, "a mixture of versions that never was in the file"),
  HALF_WRITTEN("half-written", 3, "the file at an instant in the middle of a change"),
  HOLE("hole", 2, "zeros that no version has"),
  SHORT("short", 2, "complete, and silently less than its version"),
  OVERRUN("overrun", 1, "more bytes than promised"),
  NEVER_WHOLE("never whole", 3, "all bytes of a version that its origin never sent to its end"),
  DAMAGED("damaged", 3, "bytes of no version, though the digest that its origin sent says so"),
  HEADER_SKEW("header skew", 2, "length, tag or date of another version than the bytes"),
  FALSE_304("false 304", 4, "\"not modified\", though a newer version was closed before"),
  STALE("stale", 4, "older than the last close before the request, with no writer open"),
  RESUME_SPLICE("resume-splice", 2, "the rest of another version than the part asked to resume"),
  MISJOINED("misjoined", 2, "parts of several versions that came under one strong tag"),
  PURGED("purged", 4, "a version that was replaced before a purge, requested after its answer"),
  DESYNC("desync", 1, "bytes that belong to no response of this file"),
  NOT_RESUMED("not resumed", 5, "the rest of a version that should still be kept was refused"),
  HUNG("hung", Promise.NEVER, "no more bytes, and no end"),
  REFUSED("refused", Promise.NEVER, "502, 503 or 504: nothing could be said truthfully"),
  CUT("cut", Promise.NEVER, "connection ended early: the client knows that it has not all"),
  UNREACHED("unreached", Promise.NEVER, "no connection could be made"),
  UNEXPECTED("unexpected", Promise.NEVER, "a status, or a part, that no such request should get");

  private final int level;
  private final String term;

  Anomaly(String label, int level, String sentence) {
    this.level = level;
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String term() {
    return term;
  }

  /** Whether a server that promises this level promises that the anomaly does not happen. */
  public boolean breaks(int promisedLevel) {
    return level <= promisedLevel;
  }

  /** Whether the client itself notices that it did not get what it asked for. */
  public boolean isHonest() {
    return level == Promise.NEVER || this == NOT_RESUMED;
  }
}
