package dev.untorn.version;

/**
 * The identity of an upstream's object; as reliable as the upstream's validator.
 *
 * @param key what was requested, with all that selects one of several representations
 * @param validator its strong entity tag, its version, or the next best that it gives
 */
public record UpstreamTag(String origin, String key, String validator, long lengthBytes)
    implements Identity {
  @Override
  public Subject subject() {
    return new Subject.Resource(origin, key);
  }

  @Override
  public long stateHash() {
    return Identity.mixed(Identity.mixed(validator.hashCode()) + lengthBytes);
  }
}
