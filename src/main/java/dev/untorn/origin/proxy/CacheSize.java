package dev.untorn.origin.proxy;

/**
 * What a cache has.
 *
 * @param objects as far as they have been counted since the start
 * @param bytes of all files, in whole blocks
 * @param evicted objects removed since the start to make room for others
 */
public record CacheSize(long objects, long bytes, long evicted) {
  /** Of no cache. */
  public static final CacheSize NONE = new CacheSize(0, 0, 0);
}
