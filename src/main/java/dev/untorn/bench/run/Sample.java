package dev.untorn.bench.run;

import dev.untorn.bench.load.Measured;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One round of one server.
 *
 * @param serverCpuSeconds of its processes, where known
 * @param ownCpuSeconds of this process
 * @param idleOpen of the connections that were to be idle, those that were open at its begin
 * @param ticks how it went
 */
public record Sample(
    Measured load,
    OptionalDouble serverCpuSeconds,
    double ownCpuSeconds,
    int idleOpen,
    List<Tick> ticks) {
  /** Above this the generator's threads have no time left that matters. */
  private static final double BUSY_MAX = 0.9;

  /** Above this, waits for a processor are as much a part of latencies as the server's work. */
  private static final double STARVED_MAX = 0.1;

  /** Requests that go out later than this are not what was asked for. */
  private static final long LATE_NANOS_MAX = 1_000_000;

  public Sample {
    ticks = List.copyOf(ticks);
  }

  /** Requests answered in a second. */
  public double requestsPerSecond() {
    return load.work() / load.seconds();
  }

  /** Server's processor time for a request. */
  public OptionalDouble cpuMicrosPerRequest() {
    return serverCpuSeconds.isPresent() && load.work() > 0
        ? OptionalDouble.of(serverCpuSeconds.getAsDouble() * 1e6 / load.work())
        : OptionalDouble.empty();
  }

  /** Whether the generator's threads had no time left. */
  public boolean generatorBusy() {
    return load.busy() > BUSY_MAX;
  }

  /** Whether the generator lacked a processor: its waits are in the latencies. */
  public boolean generatorStarved() {
    return load.starved() > STARVED_MAX;
  }

  /** Whether requests of the open model went out late although a connection was free. */
  public boolean generatorLate() {
    return load.latenessP99Nanos() > LATE_NANOS_MAX;
  }
}
