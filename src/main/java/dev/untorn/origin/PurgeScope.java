package dev.untorn.origin;

/** Which objects are purged. */
public sealed interface PurgeScope {
  /** What is stored of one URL, which is named as in a request. */
  record One(RequestUrl url) implements PurgeScope {}

  /** What is stored of all URLs that begin with this one, as far as one origin has them. */
  record Prefix(RequestUrl url) implements PurgeScope {}

  /** Responses with this name in {@code Cache-Tag} or {@code Surrogate-Key}, of all origins. */
  record Tag(String name) implements PurgeScope {}
}
