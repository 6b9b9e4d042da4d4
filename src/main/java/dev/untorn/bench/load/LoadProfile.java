package dev.untorn.bench.load;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How hard a server is loaded.
 *
 * @param connections that send requests
 * @param idle connections open beside them
 * @param threads event loops of the generator
 * @param pipeline requests under way on a connection at once
 * @param keepAlive whether a connection carries more than one request
 * @param ratePerSecond of the open model; none: closed, each connection sends as soon as it may
 * @param readBytesPerSecond of each connection; none: as fast as it comes
 * @param verify whether bodies are checked byte by byte
 * @param timeout for a connection to be made, and for a response to begin and to go on: a longer
 *     silence of the server is an error
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
  /** The share of one of the threads in a number of things. */
  int portion(int all, int thread) {
    return (all + threads - 1 - thread) / threads;
  }
}
