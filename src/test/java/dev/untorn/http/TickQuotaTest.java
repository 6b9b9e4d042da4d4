package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TickQuotaTest {
  @Test
  void a_connection_may_answer_one_request_in_each_turn_and_never_all() {
    LoopTick tick = new LoopTick();
    TickQuota quota = new TickQuota(tick);
    for (int i = 0; i < 3; i++) {
      tick.begin();
      assertTrue(quota.take());
      int more = 0;
      while (more < 100 && quota.take()) {
        more++;
      }
      assertTrue(more < 16, "others wait");
      assertFalse(quota.take());
      tick.end();
    }
  }
}
