package dev.untorn.config;

import java.time.Duration;

/**
 * Bounds against slow, greedy and broken clients.
 *
 * @param headerTimeout from a request's first byte (or the connection's start) to its head's end
 * @param idleTimeout between requests
 * @param sendRateMin bytes per second a client must take, averaged over {@code sendGrace}
 * @param bodyMax largest request body that is read and discarded to keep a connection
 * @param pipelined bytes of further requests read in advance while one is answered
 * @param workers threads for files; {@code workerQueue} tasks may wait for them
 */
public record LimitSettings(
    int connections,
    Size headerMax,
    Size targetMax,
    Duration headerTimeout,
    Duration idleTimeout,
    Size sendRateMin,
    Duration sendGrace,
    Size bodyMax,
    Size pipelined,
    int rangesMax,
    int workers,
    int workerQueue,
    Duration shutdown) {
  /** These, with another number of connections. */
  public LimitSettings withConnections(int other) {
    return new LimitSettings(
        other,
        headerMax,
        targetMax,
        headerTimeout,
        idleTimeout,
        sendRateMin,
        sendGrace,
        bodyMax,
        pipelined,
        rangesMax,
        workers,
        workerQueue,
        shutdown);
  }
}
