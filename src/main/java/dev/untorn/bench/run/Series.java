package dev.untorn.bench.run;

import dev.untorn.bench.load.Fault;
import dev.untorn.bench.target.Contender;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * All rounds of one server in one case.
 *
 * @param caseName of the case
 * @param samples round by round; at least one
 */
public record Series(String caseName, Contender contender, List<Sample> samples) {
  private static final int DIGITS = 3;
  private static final double BYTES_PER_GB = 1e9;

  public Series {
    samples = List.copyOf(samples);
  }

  /** Latencies of all rounds. */
  public Histogram latencyNanos() {
    Histogram all = new Histogram(DIGITS);
    samples.forEach(sample -> all.add(sample.load().latencyNanos()));
    return all;
  }

  /** Requests answered. */
  public long requests() {
    return samples.stream().mapToLong(sample -> sample.load().requests()).sum();
  }

  /** Requests answered, and those under way at both ends of a round by their parts. */
  public double work() {
    return samples.stream().mapToDouble(sample -> sample.load().work()).sum();
  }

  /** Of bodies. */
  public long bytes() {
    return samples.stream().mapToLong(sample -> sample.load().bytes()).sum();
  }

  /** Of all rounds. */
  public double seconds() {
    return samples.stream().mapToDouble(sample -> sample.load().seconds()).sum();
  }

  /** Requests answered in a second. */
  public double requestsPerSecond() {
    return work() / seconds();
  }

  /** Bytes of bodies in a second. */
  public double bytesPerSecond() {
    return bytes() / seconds();
  }

  /** All responses by their status. */
  public SortedMap<Integer, Long> statuses() {
    SortedMap<Integer, Long> all = new TreeMap<>();
    samples.forEach(
        sample -> sample.load().statuses().forEach((status, n) -> all.merge(status, n, Long::sum)));
    return all;
  }

  /** How many idle connections were missing at the begin of a round, at worst. */
  public int idleMissing(int wanted) {
    return samples.stream().mapToInt(sample -> wanted - sample.idleOpen()).max().orElse(0);
  }

  /** How many idle connections the server ended. */
  public long idleEnded() {
    return samples.stream().mapToLong(sample -> sample.load().idleEnded()).sum();
  }

  /** How long the generator waited for a processor in the worst round, 0 to 1. */
  public double starvedMax() {
    return samples.stream().mapToDouble(sample -> sample.load().starved()).max().orElse(0);
  }

  /** What went wrong, by kind. */
  public Map<Fault, Long> faults() {
    Map<Fault, Long> all = new EnumMap<>(Fault.class);
    samples.forEach(
        sample -> sample.load().faults().forEach((fault, n) -> all.merge(fault, n, Long::sum)));
    return all;
  }

  /** Bodies that were to be verified, and could be compared with nothing. */
  public long unverified() {
    return samples.stream().mapToLong(sample -> sample.load().unverified()).sum();
  }

  /** All that went wrong. */
  public long errors() {
    return samples.stream().mapToLong(sample -> sample.load().errors()).sum();
  }

  /** The server's processor time, where its process is known. */
  public OptionalDouble cpuSeconds() {
    return samples.stream().allMatch(sample -> sample.serverCpuSeconds().isPresent())
        ? OptionalDouble.of(
            samples.stream().mapToDouble(sample -> sample.serverCpuSeconds().orElse(0)).sum())
        : OptionalDouble.empty();
  }

  /** Of the server for a request. */
  public OptionalDouble cpuMicrosPerRequest() {
    return per(cpuSeconds(), work() / 1e6);
  }

  /** Of the server for 10⁹ bytes of bodies. */
  public OptionalDouble cpuSecondsPerGb() {
    return per(cpuSeconds(), bytes() / BYTES_PER_GB);
  }

  private static OptionalDouble per(OptionalDouble cpu, double units) {
    return cpu.isPresent() && units > 0
        ? OptionalDouble.of(cpu.getAsDouble() / units)
        : OptionalDouble.empty();
  }

  /** Of this program for a request. */
  public double ownCpuMicrosPerRequest() {
    return samples.stream().mapToDouble(Sample::ownCpuSeconds).sum() * 1e6 / work();
  }

  /** How busy the generator's threads were in the busiest round, 0 to 1. */
  public double busyMax() {
    return samples.stream().mapToDouble(sample -> sample.load().busy()).max().orElse(0);
  }

  /** In how many rounds the generator was the limit. */
  public long roundsLimited() {
    return samples.stream()
        .filter(sample -> sample.generatorBusy() || sample.generatorLate())
        .count();
  }

  /** A figure in each round, divided by the same figure of another server in the same round. */
  public Optional<Spread> ratio(Series baseline, ToDoubleFunction<Sample> figure) {
    int rounds = Math.min(samples.size(), baseline.samples.size());
    return Spread.of(
        IntStream.range(0, rounds)
            .mapToDouble(round ->
                figure.applyAsDouble(samples.get(round))
                    / figure.applyAsDouble(baseline.samples.get(round)))
            .toArray());
  }
}
