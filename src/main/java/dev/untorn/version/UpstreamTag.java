package dev.untorn.version;

/**
 * The identity of an object that an upstream sends: as good as the upstream's validator.
 *
 * @param origin which upstream, by its name in the configuration
 * @param key what was asked of it, with all that selects one of several representations
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
