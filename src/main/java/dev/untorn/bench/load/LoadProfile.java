package dev.untorn.bench.load;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How hard a server is loaded.
 *
 * @param idle further connections, open and silent
 * @param threads event loops of the generator
 * @param pipeline requests in flight on a connection at once
 * @param ratePerSecond of the open model; in the closed model each connection sends as soon as it
 *     may
 * @param readBytesPerSecond of each connection; empty: as fast as possible
 * @param verify whether to check the bytes of bodies
 * @param timeout for connecting, and for each silence of the server during a response
 */
public record LoadProfile(
    int connections,
    int idle,
    int threads,
    int pipeline,
    boolean keepAlive,
    OptionalDouble ratePerSecond,
    OptionalLong readBytesPerSecond,
    boolean verify,
    Duration timeout) {
  /** How many of all connections belong to one of the threads. */
  int portion(int all, int thread) {
    return (all + threads - 1 - thread) / threads;
  }
}
