package dev.untorn.bench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether a response is what it should be. For one thread. */
final class Bodies {
  /** Of a file that is rewritten all the time, no more entity tags than this are remembered. */
  private static final int TAGS_MAX = 100_000;

  private record Name(String path, int tag, long lengthBytes) {}

  private final boolean verify;
  private final Map<Name, Integer> seen = new HashMap<>();

  Bodies(boolean verify) {
    this.verify = verify;
  }

  /** What is wrong with it, if anything. */
  Optional<Fault> check(Shot shot, ReplyReader reply) {
    if (reply.status() >= 400) {
      return Optional.of(Fault.STATUS);
    }
    if (reply.status() != 200 && reply.status() != 206) {
      return Optional.empty();
    }
    if (shot.lengthBytes().isPresent() && shot.lengthBytes().getAsLong() != reply.lengthBytes()) {
      return Optional.of(Fault.LENGTH);
    }
    return verify ? bytes(shot, reply) : Optional.empty();
  }

  private Optional<Fault> bytes(Shot shot, ReplyReader reply) {
    int checksum = reply.checksum();
    if (shot.checksum().isPresent() && shot.checksum().getAsInt() != checksum) {
      return Optional.of(Fault.BODY);
    }
    if (reply.tag() == 0) {
      return Optional.empty();
    }
    if (seen.size() >= TAGS_MAX) {
      seen.clear();
    }
    Integer before =
        seen.putIfAbsent(new Name(shot.path(), reply.tag(), reply.lengthBytes()), checksum);
    return before == null || before == checksum ? Optional.empty() : Optional.of(Fault.BODY);
  }
}
