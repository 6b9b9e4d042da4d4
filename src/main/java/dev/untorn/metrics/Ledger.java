package dev.untorn.metrics;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.untorn.config.Mode;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.linux.file.Lease;
import dev.untorn.metrics.LabelValues.FenceClass;
import dev.untorn.metrics.LabelValues.MethodClass;
import dev.untorn.metrics.LabelValues.StatusClass;
import dev.untorn.origin.CacheFacts;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/**
 * The only writer of metrics: counts each receipt and each event of the store once. All instruments
 * are made at construction; counting allocates nothing and never blocks. Thread-safe.
 */
public final class Ledger implements StoreObserver {
  /** From a warm small file to a long download. */
  private static final long[] RESPONSE_MILLIS = {1, 5, 25, 100, 500, 2_500, 10_000, 60_000};

  /** From a small file in memory to gigabytes from a slow disk. */
  private static final long[] SEAL_MILLIS = {1, 10, 100, 1_000};

  private final Grid<Counter> requests;
  private final Grid<Timer> responseTime;
  private final Grid<Counter> responseBytes;
  private final Grid<Counter> transfers;
  private final Grid<Counter> cacheRequests;
  private final Grid<Counter> modifications;
  private final Grid<Counter> unavailable;
  private final Grid<Timer> seals;
  private final Grid<Counter> sealedBytes;
  private final Grid<Counter> sealsBroken;
  private final Grid<Counter> leaseRefusals;
  private final Timer writerWait;
  private final Counter evictions;
  private final Grid<Counter> leaseBreaks;
  private final Counter breakCopiedBytes;
  private final Counter promotedBytes;
  private final Grid<Counter> fences;
  private final Timer standInAge;

  Ledger(Instruments instruments) {
    requests = instruments.counters(Meter.REQUESTS);
    responseTime = instruments.timers(Meter.RESPONSE_TIME, RESPONSE_MILLIS);
    responseBytes = instruments.counters(Meter.RESPONSE_BYTES);
    transfers = instruments.counters(Meter.TRANSFERS);
    cacheRequests = instruments.counters(Meter.CACHE_REQUESTS);
    modifications = instruments.counters(Meter.MODIFICATIONS);
    unavailable = instruments.counters(Meter.UNAVAILABLE);
    seals = instruments.timers(Meter.SEAL, SEAL_MILLIS);
    sealedBytes = instruments.counters(Meter.SEALED_BYTES);
    sealsBroken = instruments.counters(Meter.SEALS_BROKEN);
    leaseRefusals = instruments.counters(Meter.LEASE_REFUSALS);
    writerWait = instruments.timer(Meter.WRITER_WAIT, 0.5, 0.99);
    evictions = instruments.counter(Meter.STORE_EVICTIONS);
    leaseBreaks = instruments.counters(Meter.LEASE_BREAKS);
    breakCopiedBytes = instruments.counter(Meter.BREAK_COPIED_BYTES);
    promotedBytes = instruments.counter(Meter.PROMOTED_BYTES);
    fences = instruments.counters(Meter.FENCES);
    standInAge = instruments.timer(Meter.STAND_IN_AGE, 0.5, 0.99);
  }

  /** Counts one finished response. Called on event loops. */
  public void record(Receipt receipt) {
    FileFacts file = receipt.file().orElse(null);
    Mode mode = file == null ? null : file.mode();
    BodyKind body = file == null ? null : file.body();
    requests.at(MethodClass.of(receipt.method()), StatusClass.of(receipt.status())).increment();
    responseTime.at(mode).record(receipt.nanos(), NANOSECONDS);
    responseBytes.at(mode, body).increment((double) receipt.bodyBytes());
    transfers.at(mode, receipt.ending()).increment();
    if (receipt.cache().isPresent()) {
      CacheFacts cache = receipt.cache().get();
      Proof proof = file == null ? cache.proof().orElse(null) : file.proof();
      cacheRequests.at(cache.outcome(), proof).increment();
    }
    if (receipt.modification().isPresent()) {
      Modification modification = receipt.modification().get();
      modifications.at(mode, modification.kind(), modification.phase()).increment();
    }
    if (file != null) {
      FenceClass fence = FenceClass.of(file, receipt.ending());
      if (fence != null) {
        fences.at(fence).increment();
      }
      if (file.standingInNanos() > 0) {
        standInAge.record(file.standingInNanos(), NANOSECONDS);
      }
    }
  }

  /** Counts the reason of a 503; its receipt is counted separately. */
  public void unavailable(Unavailable why) {
    unavailable.at(why).increment();
  }

  @Override
  public void sealed(SealKind kind, Proof proof, long sizeBytes, long nanos) {
    seals.at(kind, proof).record(nanos, NANOSECONDS);
    sealedBytes.at(kind, proof).increment((double) sizeBytes);
  }

  @Override
  public void sealBroken(SealKind kind, SealFailure why) {
    sealsBroken.at(kind, why).increment();
  }

  @Override
  public void leaseRefused(Lease.Refusal why) {
    leaseRefusals.at(why).increment();
  }

  @Override
  public void writerHeld(long nanos) {
    writerWait.record(nanos, NANOSECONDS);
  }

  @Override
  public void leaseBroken(BreakEnd how, long heldNanos) {
    leaseBreaks.at(how).increment();
    writerWait.record(heldNanos, NANOSECONDS);
  }

  @Override
  public void copiedForWriter(long bytes) {
    breakCopiedBytes.increment((double) bytes);
  }

  @Override
  public void promoted(long bytes) {
    promotedBytes.increment((double) bytes);
  }

  @Override
  public void evicted() {
    evictions.increment();
  }
}
