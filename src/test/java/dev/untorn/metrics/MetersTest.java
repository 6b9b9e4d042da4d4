package dev.untorn.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.metrics.Meters.Scrape;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetersTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private final Meters meters = new Meters("1.2.3");
  private final DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(2);

  @AfterEach
  void close() {
    meters.close();
    var _ = loops.shutdownGracefully();
  }

  @Test
  void every_row_of_the_table_is_scraped_under_its_documented_name() {
    watchAll();
    Set<String> names = new HashSet<>();
    Matcher types = Pattern.compile("# TYPE (untorn_\\w+) ").matcher(scrape(""));
    while (types.find()) {
      names.add(types.group(1));
    }
    Set<String> documented = new HashSet<>();
    for (Meter meter : Meter.values()) {
      documented.add(MeterTable.name(meter));
      if (meter.kind() == Meter.Kind.TIMER) {
        documented.add(MeterTable.name(meter) + "_max");
      }
    }
    assertEquals(documented, names);
  }

  @Test
  void gauges_and_counts_show_what_their_sources_say() {
    watchAll();
    System.gc(); // sources must not be held weakly
    Series series = Series.of(meters);
    assertEquals(3, series.value("untorn_store_versions"));
    assertEquals(4096, series.value("untorn_store_memory_bytes"));
    assertEquals(1L << 33, series.value("untorn_store_disk_bytes"));
    assertEquals(2, series.value("untorn_store_holds"));
    assertEquals(8192, series.value("untorn_store_pinned_bytes"));
    assertEquals(7, series.value("untorn_store_leases"));
    assertEquals(11, series.value("untorn_cache_objects"));
    assertEquals(12, series.value("untorn_cache_disk_bytes"));
    assertEquals(13, series.value("untorn_cache_evictions_total"));
    assertEquals(5, series.value("untorn_connections_open"));
    assertEquals(17, series.value("untorn_connections_accepted_total"));
    assertEquals(1, series.value("untorn_connections_refused_total"));
    assertEquals(9, series.value("untorn_access_log_lost_total"));
    assertEquals(1, series.value("untorn_build_info{version=\"1.2.3\"}"));
  }

  @Test
  void the_jvm_the_process_and_netty_are_measured_too() {
    watchAll();
    String text = scrape("");
    for (String name :
        List.of(
            "jvm_memory_used_bytes",
            "jvm_gc_live_data_size_bytes",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_files_open_files",
            "process_uptime_seconds",
            "netty_allocator_memory_used",
            "netty_eventexecutor_tasks_pending")) {
      assertTrue(text.contains("\n" + name), name);
    }
  }

  @Test
  void open_metrics_is_written_where_it_is_asked_for() {
    Scrape open = meters.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    assertTrue(open.contentType().startsWith("application/openmetrics-text"));
    assertTrue(new String(open.text(), UTF_8).endsWith("# EOF\n"));
    Scrape plain = meters.scrape("text/html,*/*");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", plain.contentType());
    assertFalse(new String(plain.text(), UTF_8).contains("# EOF"));
  }

  @Test
  void a_stuck_loop_is_seen_while_it_is_stuck_and_after() throws Exception {
    assertEquals(0, meters.loopOverdueNanos());
    watchAll();
    var release = new CountDownLatch(1);
    loops.next().execute(() -> awaitQuietly(release));
    try {
      await(() -> meters.loopOverdueNanos() > 300_000_000);
      assertTrue(Series.of(meters).value("untorn_loop_overdue_seconds") > 0.3);
    } finally {
      release.countDown();
    }
    await(() -> Series.of(meters).value("untorn_loop_delay_seconds_max") > 0.3);
    await(() -> meters.loopOverdueNanos() < 100_000_000);
  }

  @Test
  void closing_after_the_loops_ended_is_quiet() throws Exception {
    watchAll();
    loops.shutdownGracefully(0, 0, SECONDS).sync();
    meters.close();
    assertEquals(0, meters.loopOverdueNanos());
  }

  private void watchAll() {
    meters.watch(Meter.STORE_VERSIONS, () -> 3);
    meters.watch(Meter.STORE_MEMORY, () -> 4096);
    meters.watch(Meter.STORE_DISK, () -> 1L << 33);
    meters.watch(Meter.STORE_HOLDS, () -> 2);
    meters.watch(Meter.STORE_PINNED, () -> 8192);
    meters.watch(Meter.STORE_LEASES, () -> 7);
    meters.watch(Meter.CACHE_OBJECTS, () -> 11);
    meters.watch(Meter.CACHE_DISK, () -> 12);
    meters.watch(Meter.CACHE_EVICTIONS, () -> 13);
    meters.watch(Meter.CONNECTIONS_OPEN, () -> 5);
    meters.watch(Meter.CONNECTIONS_ACCEPTED, () -> 17);
    meters.watch(Meter.CONNECTIONS_REFUSED, () -> 1);
    meters.watch(Meter.ACCESS_LOG_LOST, () -> 9);
    meters.watchLoops(loops);
    meters.watchAllocator((ByteBufAllocatorMetricProvider) UnpooledByteBufAllocator.DEFAULT);
  }

  private String scrape(String accept) {
    return new String(meters.scrape(accept).text(), UTF_8);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within the deadline");
      Thread.onSpinWait();
    }
  }
}
