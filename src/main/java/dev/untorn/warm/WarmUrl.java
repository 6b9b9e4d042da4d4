package dev.untorn.warm;

/**
 * What is to be requested.
 *
 * @param target as it stands in the request: a path for what is the proxy's own, else a whole URL
 *     (RFC 9112, 3.2)
 * @param host the value of Host
 * @param place where it was listed, for people
 */
public record WarmUrl(String target, String host, String place) {}
