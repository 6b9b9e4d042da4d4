package dev.untorn.bench.load;

import dev.untorn.client.ReplyReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether a response is what it should be. For one thread. */
final class Bodies {
  /** Of a file that is rewritten all the time, no more entity tags than this are remembered. */
  private static final int TAGS_MAX = 100_000;

  private record Name(Ask ask, String tag, long lengthBytes) {}

  private final boolean verify;
  private final Tally tally;
  private final Map<Name, Integer> seen = new HashMap<>();

  /**
   * A check of lengths, and of bytes too where wanted.
   *
   * @param tally counts bodies that can be compared with nothing
   */
  Bodies(boolean verify, Tally tally) {
    this.verify = verify;
    this.tally = tally;
  }

  /**
   * What is wrong with it, if anything.
   *
   * @param tag its entity tag; empty if there is none
   * @param checksum of its body, where bytes are checked
   */
  Optional<Fault> check(Ask ask, ReplyReader reply, String tag, int checksum) {
    Expected expected = ask.expected();
    if (!expected.statuses().accepts(reply.status())) {
      return Optional.of(Fault.STATUS);
    }
    if (reply.status() != 200 && reply.status() != 206) {
      return Optional.empty();
    }
    if (expected.lengthBytes().isPresent()
        && reply.wholeBytes() >= 0
        && expected.lengthBytes().getAsLong() != reply.wholeBytes()) {
      return Optional.of(Fault.LENGTH);
    }
    return verify ? bytes(ask, reply.bodyBytes(), tag, checksum) : Optional.empty();
  }

  private Optional<Fault> bytes(Ask ask, long bodyBytes, String tag, int checksum) {
    if (ask.expected().checksum().isPresent() && ask.expected().checksum().getAsInt() != checksum) {
      return Optional.of(Fault.BODY);
    }
    if (tag.isEmpty()) {
      if (ask.expected().checksum().isEmpty()) {
        tally.unverified();
      }
      return Optional.empty();
    }
    if (seen.size() >= TAGS_MAX) {
      seen.clear();
    }
    Integer before = seen.putIfAbsent(new Name(ask, tag, bodyBytes), checksum);
    return before == null || before == checksum ? Optional.empty() : Optional.of(Fault.BODY);
  }
}
