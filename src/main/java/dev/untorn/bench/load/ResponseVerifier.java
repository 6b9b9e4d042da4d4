package dev.untorn.bench.load;

import dev.untorn.client.ReplyReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares responses with what was expected. For one thread. */
final class ResponseVerifier {
  /** Entity tags to remember: a file that is rewritten all the time has ever new ones. */
  private static final int TAGS_MAX = 100_000;

  private record Name(RequestSpec spec, String tag, long lengthBytes) {}

  private final boolean verify;
  private final LoadStats stats;
  private final Map<Name, Integer> seen = new HashMap<>();

  /** Checks statuses and lengths, and also bodies if {@code verify}. */
  ResponseVerifier(boolean verify, LoadStats stats) {
    this.verify = verify;
    this.stats = stats;
  }

  /**
   * Returns what is wrong with a response, if anything.
   *
   * @param tag its entity tag, or an empty text
   * @param checksum of its body, if bodies are verified
   */
  Optional<RequestError> check(RequestSpec spec, ReplyReader reply, String tag, int checksum) {
    ExpectedResponse expected = spec.expected();
    if (!expected.statuses().accepts(reply.status())) {
      return Optional.of(RequestError.STATUS);
    }
    if (reply.status() != 200 && reply.status() != 206) {
      return Optional.empty();
    }
    if (expected.lengthBytes().isPresent()
        && reply.wholeBytes() >= 0
        && expected.lengthBytes().getAsLong() != reply.wholeBytes()) {
      return Optional.of(RequestError.LENGTH);
    }
    return verify ? bytes(spec, reply.bodyBytes(), tag, checksum) : Optional.empty();
  }

  private Optional<RequestError> bytes(RequestSpec spec, long bodyBytes, String tag, int checksum) {
    if (spec.expected().checksum().isPresent()
        && spec.expected().checksum().getAsInt() != checksum) {
      return Optional.of(RequestError.BODY);
    }
    if (tag.isEmpty()) {
      if (spec.expected().checksum().isEmpty()) {
        stats.unverified();
      }
      return Optional.empty();
    }
    if (seen.size() >= TAGS_MAX) {
      seen.clear();
    }
    Integer before = seen.putIfAbsent(new Name(spec, tag, bodyBytes), checksum);
    return before == null || before == checksum ? Optional.empty() : Optional.of(RequestError.BODY);
  }
}
