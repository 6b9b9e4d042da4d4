package dev.untorn.metrics;

import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.version.Outage;
import io.micrometer.core.instrument.Counter;

/** Counts what a proxy does with its origin and its cache; as {@link Ledger}, for all threads. */
public final class ProxyLedger implements ProxyObserver {
  private final Grid<Counter> fills;
  private final Counter fillsResumed;
  private final Counter rangesFetched;
  private final Counter fetchedBytes;
  private final Counter storedBytes;
  private final Grid<Counter> upstreamFailures;

  ProxyLedger(Instruments instruments) {
    fills = instruments.counters(Meter.FILLS);
    fillsResumed = instruments.counter(Meter.FILLS_RESUMED);
    rangesFetched = instruments.counter(Meter.RANGES_FETCHED);
    fetchedBytes = instruments.counter(Meter.FETCHED_BYTES);
    storedBytes = instruments.counter(Meter.STORED_BYTES);
    upstreamFailures = instruments.counters(Meter.UPSTREAM_FAILURES);
  }

  @Override
  public void fillEnded(FillEnd how, long bytes) {
    fills.at(how).increment();
    storedBytes.increment((double) bytes);
  }

  @Override
  public void fillResumed() {
    fillsResumed.increment();
  }

  @Override
  public void rangeFetched() {
    rangesFetched.increment();
  }

  @Override
  public void fetched(long bytes) {
    fetchedBytes.increment((double) bytes);
  }

  @Override
  public void upstreamFailed(Outage outage) {
    upstreamFailures.at(outage).increment();
  }
}
