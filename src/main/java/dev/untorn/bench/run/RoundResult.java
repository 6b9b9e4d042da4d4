package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadResult;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The figures of one round of one server, or of several rounds together.
 *
 * @param serverCpuSeconds of its processes, if known
 * @param ownCpuSeconds of this process
 * @param idleOpen idle connections that were open at the begin
 * @param ticks empty for several rounds
 */
public record RoundResult(
    LoadResult load,
    OptionalDouble serverCpuSeconds,
    double ownCpuSeconds,
    int idleOpen,
    List<Tick> ticks) {
  /** Above this the generator's threads have hardly any time left. */
  private static final double BUSY_MAX = 0.9;

  /** Above this, waits for a processor are a considerable part of latencies. */
  private static final double STARVED_MAX = 0.1;

  /** Requests that are sent later than this are another load than the planned one. */
  private static final long LATE_NANOS_MAX = 1_000_000;

  private static final double BYTES_PER_GB = 1e9;

  public RoundResult {
    ticks = List.copyOf(ticks);
  }

  RoundResult plus(RoundResult that) {
    return new RoundResult(
        load.plus(that.load),
        serverCpuSeconds.isPresent() && that.serverCpuSeconds.isPresent()
            ? OptionalDouble.of(
                serverCpuSeconds.getAsDouble() + that.serverCpuSeconds.getAsDouble())
            : OptionalDouble.empty(),
        ownCpuSeconds + that.ownCpuSeconds,
        Math.min(idleOpen, that.idleOpen),
        List.of());
  }

  public double requestsPerSecond() {
    return load.work() / load.seconds();
  }

  public double bytesPerSecond() {
    return load.bytes() / load.seconds();
  }

  /** The server's processor time for a request. */
  public OptionalDouble cpuMicrosPerRequest() {
    return serverCpuPer(load.work() / 1e6);
  }

  /** The server's processor time for 10⁹ bytes of bodies. */
  public OptionalDouble cpuSecondsPerGb() {
    return serverCpuPer(load.bytes() / BYTES_PER_GB);
  }

  private OptionalDouble serverCpuPer(double units) {
    return serverCpuSeconds.isPresent() && units > 0
        ? OptionalDouble.of(serverCpuSeconds.getAsDouble() / units)
        : OptionalDouble.empty();
  }

  /** This program's processor time for a request. */
  public OptionalDouble ownCpuMicrosPerRequest() {
    return load.work() > 0
        ? OptionalDouble.of(ownCpuSeconds * 1e6 / load.work())
        : OptionalDouble.empty();
  }

  /** Whether the generator's threads had no time left. */
  public boolean generatorBusy() {
    return load.busy() > BUSY_MAX;
  }

  /** Whether the generator waited for a processor so much that it shows in latencies. */
  public boolean generatorStarved() {
    return load.starved() > STARVED_MAX;
  }

  /** Whether the generator was the limit: busy, or late although a connection was free. */
  public boolean generatorWasLimit() {
    return generatorBusy() || load.latenessP99Nanos() > LATE_NANOS_MAX;
  }
}
