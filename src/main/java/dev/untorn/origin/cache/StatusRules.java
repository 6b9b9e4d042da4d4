package dev.untorn.origin.cache;

import java.util.Set;

/** What status codes mean to a cache. */
final class StatusRules {
  static final int OK = 200;
  static final int NON_AUTHORITATIVE = 203;
  static final int PARTIAL_CONTENT = 206;
  static final int NOT_MODIFIED = 304;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private static final int FIRST_FINAL = 200;
  private static final int FIRST_ERROR = 400;

  /** Cacheable without explicit freshness (RFC 9110, 15.1); 206 is handled apart. */
  private static final Set<Integer> HEURISTIC =
      Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501);

  /**
   * Those that RFC 9110, 15, defines and that ask no more of a cache than others (RFC 9111,
   * 5.2.2.3). Of 206, 304 and 416 a cache has to know more.
   */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 305, 307, 308, 400, 401, 402, 403, 404,
          405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 417, 421, 422, 426, 500, 501, 502,
          503, 504, 505);

  /** Errors of a server for which a stale response may stand in (RFC 5861, 4). */
  private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

  private StatusRules() {}

  static boolean isFinal(int status) {
    return status >= FIRST_FINAL;
  }

  static boolean isError(int status) {
    return status >= FIRST_ERROR;
  }

  static boolean isHeuristic(int status) {
    return HEURISTIC.contains(status);
  }

  static boolean isUnderstood(int status) {
    return UNDERSTOOD.contains(status);
  }

  static boolean isFailure(int status) {
    return FAILURES.contains(status);
  }

  /** Whether it is a success that the operator's lifetime is meant for; redirects are not. */
  static boolean isRuled(int status) {
    return status == OK || status == NON_AUTHORITATIVE;
  }
}
