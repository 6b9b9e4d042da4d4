package dev.untorn.server.range;

/**
 * Of what kind an origin is.
 *
 * @param options of its objects
 * @param failing whether a proxy of it may refuse, or cut
 * @param renewing whether an object becomes another one while it is asked for
 */
record OriginKind(String options, boolean failing, boolean renewing) {
  static OriginKind steady(String options) {
    return new OriginKind(options, false, false);
  }

  static OriginKind failing(String options) {
    return new OriginKind(options, true, false);
  }

  static OriginKind renewing(String options) {
    return new OriginKind(options, true, true);
  }

  /** Whether another version always has another tag. */
  boolean tagsCanBeTrusted() {
    return !options.contains("swapped");
  }

  /** Whether a range must be answered by a part, because the length of the whole is told first. */
  boolean allowsParts() {
    return !failing && !options.contains("chunked");
  }

  String path(int lengthBytes) {
    return "/" + options + "/" + lengthBytes + "/" + RangeClients.SEED;
  }
}
