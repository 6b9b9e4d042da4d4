package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.ClientTls;
import dev.untorn.origin.upstream.redirect.Redirects;
import java.time.Duration;

/**
 * How an upstream is used.
 *
 * @param tls whom to trust where its URL says https
 */
public record UpstreamOptions(
    Pooling pooling, Deadlines deadlines, ClientTls tls, Redirects redirects) {
  public static final UpstreamOptions DEFAULTS =
      new UpstreamOptions(Pooling.DEFAULTS, Deadlines.DEFAULTS, ClientTls.system(), Redirects.NONE);

  /** The same, but for redirects: they are responses like any. */
  public UpstreamOptions withoutRedirects() {
    return new UpstreamOptions(pooling, deadlines, tls, Redirects.NONE);
  }

  /**
   * Bounds for connections.
   *
   * @param connectionsMax to one upstream, of all event loops together
   * @param waitingMax requests of one event loop that wait for a connection
   * @param idle how long an unused connection is kept, unless the upstream announces a shorter time
   */
  public record Pooling(int connectionsMax, int waitingMax, Duration idle) {
    /**
     * Fewer connections than mirrors usually grant to one address would make cold objects wait for
     * each other. Most servers keep idle connections for a minute or more; those that keep them
     * shorter say so by Keep-Alive (Apache, Node: 5 s).
     */
    public static final Pooling DEFAULTS = new Pooling(64, 1024, Duration.ofSeconds(30));
  }

  /**
   * How long is waited.
   *
   * @param connection for a free connection, while all are in use
   * @param connect for a new connection: name, addresses, proxy and TLS together
   * @param head for the response's head after the request was sent
   * @param progress for the next byte of a response's body, or until the upstream takes the next
   *     byte of a request's
   */
  public record Deadlines(Duration connection, Duration connect, Duration head, Duration progress) {
    /** A head may need a database or a cold disk (nginx: 60 s); a body's next byte should not. */
    public static final Deadlines DEFAULTS =
        new Deadlines(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));

    /** As long as for a connection: the client waits for all URLs together. */
    private static final Duration HEAD_BEFORE_OTHERS = Duration.ofSeconds(10);

    /** Those while other URLs of the origin are left to be asked. */
    Deadlines beforeOthers() {
      Duration shorter = head.compareTo(HEAD_BEFORE_OTHERS) < 0 ? head : HEAD_BEFORE_OTHERS;
      return new Deadlines(connection, connect, shorter, progress);
    }
  }
}
