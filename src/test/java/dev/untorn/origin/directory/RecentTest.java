package dev.untorn.origin.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class RecentTest {
  @Test
  void it_never_grows_past_its_bound() {
    Recent<Integer> recent = new Recent<>(100);
    for (int i = 0; i < 100_000; i++) {
      recent.put("key" + i, i);
      assertTrue(recent.size() <= 100);
    }
    assertEquals(99_999, recent.get("key99999"));
    assertNull(recent.get("key0"));
  }

  @Test
  void what_is_asked_for_stays() {
    Recent<String> recent = new Recent<>(100);
    recent.put("hot", "value");
    for (int i = 0; i < 10_000; i++) {
      recent.put("cold" + i, "x");
      assertEquals("value", recent.get("hot"));
    }
  }

  @Test
  void the_last_value_counts() {
    Recent<String> recent = new Recent<>(2);
    recent.put("key", "old");
    recent.put("other", "x");
    recent.put("key", "new");

    assertEquals("new", recent.get("key"));
    assertEquals("new", recent.get("key"));
  }

  @Test
  void many_threads_stay_within_the_bound() throws Exception {
    Recent<Integer> recent = new Recent<>(64);
    int threads = 4;
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(pool.submit(() -> churn(recent, thread)));
      }
    }
    for (Future<?> done : running) {
      done.get();
    }
    assertTrue(recent.size() <= 64 + 2 * threads, () -> "size " + recent.size());
  }

  private static void churn(Recent<Integer> recent, int thread) {
    for (int i = 0; i < 50_000; i++) {
      String key = Integer.toString((i * 31 + thread) % 1000);
      recent.put(key, i);
      recent.get(key);
    }
  }
}
