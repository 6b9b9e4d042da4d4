package dev.untorn.config;

import java.time.Duration;

/** Bounds against slow, greedy and broken clients. */
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
