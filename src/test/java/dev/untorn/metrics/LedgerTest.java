package dev.untorn.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.untorn.config.Mode;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.linux.file.Lease;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.version.Outage;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.StoreObserver.SealKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final FileFacts SNAPSHOT =
      new FileFacts(Mode.SNAPSHOT, BodyKind.SEALED, Proof.LEASED, 0);
  private static final FileFacts SENDFILE =
      new FileFacts(Mode.SENDFILE, BodyKind.LIVE, Proof.UNPROVEN, 0);

  private final Meters meters = new Meters("1.2.3");
  private final Ledger ledger = meters.ledger();

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void a_sent_file_is_booked_once_in_each_of_its_meters() {
    ledger.record(Receipts.ofFile(SNAPSHOT, Ending.COMPLETED, 1000));
    ledger.record(Receipts.ofFile(SNAPSHOT, Ending.CLIENT_GONE, 10));
    Series series = Series.of(meters);
    assertEquals(2, series.value("untorn_requests_total{method=\"GET\",status=\"2xx\"}"));
    assertEquals(
        1010, series.value("untorn_response_bytes_total{body=\"sealed\",mode=\"snapshot\"}"));
    assertEquals(1, series.value("untorn_transfers_total{ending=\"completed\",mode=\"snapshot\"}"));
    assertEquals(
        1, series.value("untorn_transfers_total{ending=\"client_gone\",mode=\"snapshot\"}"));
    assertEquals(2, series.value("untorn_response_time_seconds_count{mode=\"snapshot\"}"));
    assertEquals(0.004, series.value("untorn_response_time_seconds_sum{mode=\"snapshot\"}"), 1e-9);
    assertEquals(
        0, series.value("untorn_response_time_seconds_bucket{mode=\"snapshot\",le=\"0.001\"}"));
    assertEquals(
        2, series.value("untorn_response_time_seconds_bucket{mode=\"snapshot\",le=\"0.005\"}"));
  }

  @Test
  void an_answer_without_a_file_has_neither_mode_nor_body() {
    ledger.record(Receipts.ofProblem("HEAD", 404));
    ledger.record(Receipts.ofProblem("PROPFIND", 405));
    ledger.record(Receipts.ofProblem("GET", 0));
    Series series = Series.of(meters);
    assertEquals(1, series.value("untorn_requests_total{method=\"HEAD\",status=\"4xx\"}"));
    assertEquals(1, series.value("untorn_requests_total{method=\"other\",status=\"4xx\"}"));
    assertEquals(1, series.value("untorn_requests_total{method=\"GET\",status=\"none\"}"));
    assertEquals(3, series.value("untorn_transfers_total{ending=\"completed\",mode=\"none\"}"));
    assertEquals(90, series.value("untorn_response_bytes_total{body=\"none\",mode=\"none\"}"));
  }

  @Test
  void a_modification_is_booked_by_mode_kind_and_phase() {
    var rewritten = new Modification(Modification.Kind.REWRITTEN, Modification.Phase.FENCE);
    ledger.record(Receipts.modified(SENDFILE, Ending.FENCED, rewritten));
    ledger.record(Receipts.modified(SNAPSHOT, Ending.COMPLETED, rewritten));
    Series series = Series.of(meters);
    for (String mode : List.of("sendfile", "snapshot")) {
      assertEquals(
          1,
          series.value(
              "untorn_modifications_total{kind=\"rewritten\",mode=\"%s\",phase=\"fence\"}"
                  .formatted(mode)));
    }
  }

  @Test
  void what_the_store_does_is_booked() {
    ledger.sealed(SealKind.CLONE, Proof.LEASED, 8_000_000, 3_000_000);
    ledger.sealBroken(SealKind.UNNAMED_FILE, SealFailure.WRITER_WAITED);
    ledger.leaseRefused(Lease.Refusal.NOT_OWNER);
    ledger.writerHeld(5_000_000);
    ledger.evicted();
    ledger.unavailable(Unavailable.UNSTABLE);
    Series series = Series.of(meters);
    assertEquals(1, series.value("untorn_seal_seconds_count{kind=\"clone\",proof=\"leased\"}"));
    assertEquals(
        0.003, series.value("untorn_seal_seconds_max{kind=\"clone\",proof=\"leased\"}"), 1e-9);
    assertEquals(8e6, series.value("untorn_sealed_bytes_total{kind=\"clone\",proof=\"leased\"}"));
    assertEquals(
        1,
        series.value("untorn_seals_broken_total{kind=\"unnamed_file\",reason=\"writer_waited\"}"));
    assertEquals(1, series.value("untorn_lease_refusals_total{reason=\"not_owner\"}"));
    assertEquals(1, series.value("untorn_writer_wait_seconds_count"));
    assertEquals(0.005, series.value("untorn_writer_wait_seconds_max"), 1e-9);
    assertEquals(0.005, series.value("untorn_writer_wait_seconds{quantile=\"0.5\"}"), 1e-3);
    assertEquals(0.005, series.value("untorn_writer_wait_seconds{quantile=\"0.99\"}"), 1e-3);
    assertEquals(1, series.value("untorn_store_evictions_total"));
    assertEquals(1, series.value("untorn_unavailable_total{reason=\"unstable\"}"));
  }

  @Test
  void what_a_proxy_answers_is_booked_by_outcome_and_proof() {
    FileFacts object = new FileFacts(Mode.SNAPSHOT, BodyKind.SEALED, Proof.PINNED, 0);
    ledger.record(Receipts.ofProxy(Optional.of(object), CacheFacts.HIT));
    ledger.record(
        Receipts.ofProxy(
            Optional.empty(), new CacheFacts(CacheOutcome.PASS, Optional.of(Proof.UNPROVEN))));
    ledger.record(Receipts.ofProxy(Optional.empty(), CacheFacts.of(CacheOutcome.FAILED)));
    ledger.record(Receipts.ofFile(SNAPSHOT, Ending.COMPLETED, 1000));
    Series series = Series.of(meters);
    for (String labels :
        List.of(
            "outcome=\"hit\",proof=\"pinned\"",
            "outcome=\"pass\",proof=\"unproven\"",
            "outcome=\"failed\",proof=\"none\"")) {
      assertEquals(1, series.value("untorn_cache_requests_total{" + labels + "}"), labels);
    }
  }

  @Test
  void what_a_proxy_does_is_booked() {
    ProxyLedger proxy = meters.proxyLedger();
    proxy.fillEnded(FillEnd.DIGESTED, 1000);
    proxy.fillEnded(FillEnd.CUT, 0);
    proxy.fillResumed();
    proxy.fetched(1500);
    proxy.upstreamFailed(Outage.SLOW);
    Series series = Series.of(meters);
    assertEquals(1, series.value("untorn_fills_total{ending=\"digested\"}"));
    assertEquals(1, series.value("untorn_fills_total{ending=\"cut\"}"));
    assertEquals(1, series.value("untorn_fills_resumed_total"));
    assertEquals(1500, series.value("untorn_fetched_bytes_total"));
    assertEquals(1000, series.value("untorn_stored_bytes_total"));
    assertEquals(1, series.value("untorn_upstream_failures_total{outage=\"slow\"}"));
  }

  @Test
  void no_receipt_makes_a_series_that_was_not_there_before() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Set<String> before = Series.of(meters).values().keySet();
    for (int i = 0; i < 5_000; i++) {
      ledger.record(Receipts.any(random));
    }
    Series after = Series.of(meters);
    assertEquals(before, after.values().keySet(), "seed " + seed);
    double requests =
        after.values().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("untorn_requests_total"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertEquals(5_000, requests);
  }

  @Test
  void every_label_and_value_belongs_to_the_closed_set() {
    Map<String, Set<String>> allowed =
        Stream.of(Label.values())
            .collect(
                Collectors.groupingBy(
                    Label::key,
                    Collectors.flatMapping(label -> label.texts().stream(), Collectors.toSet())));
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      ledger.record(Receipts.any(random));
    }
    Set<String> seen = Series.of(meters).values().keySet();
    assertFalse(seen.isEmpty());
    for (String series : seen) {
      Series.labels(series)
          .forEach((key, value) -> {
            switch (key) {
              case "le", "quantile" -> Double.parseDouble(value.replace("+Inf", "Infinity"));
              case "version" -> assertEquals("1.2.3", value);
              default -> assertTrue(allowed.getOrDefault(key, Set.of()).contains(value), series);
            }
          });
    }
  }

  @Test
  void a_value_of_another_label_is_refused() {
    Grid<String> grid = new Grid<>(Meter.SEALS_BROKEN, tags -> tags.toString());
    assertThrows(
        IllegalArgumentException.class, () -> grid.at(SealFailure.CHANGED, SealKind.CLONE));
  }

  @Test
  void booking_a_receipt_allocates_nothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var random = new Random(11);
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      receipts.add(Receipts.any(random));
    }
    int rounds = 100;
    book(receipts, 10);
    long before = threads.getCurrentThreadAllocatedBytes();
    book(receipts, rounds);
    double perReceipt =
        (threads.getCurrentThreadAllocatedBytes() - before) / (double) (rounds * receipts.size());
    // One object would be 16 bytes; rotating a window of maxima now and then is some of a byte.
    assertTrue(perReceipt < 1, () -> perReceipt + " bytes each");
  }

  private void book(List<Receipt> receipts, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (Receipt receipt : receipts) {
        ledger.record(receipt);
      }
    }
  }
}
