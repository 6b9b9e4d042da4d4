package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TurnQuotaTest {
  @Test
  void a_connection_may_answer_one_request_in_each_turn_and_never_all() {
    TurnQuota quota = new TurnQuota();
    for (int turn = 0; turn < 3; turn++) {
      quota.begin();
      assertTrue(quota.take());
      int more = 0;
      while (more < 100 && quota.take()) {
        more++;
      }
      assertTrue(more < 16, "others wait");
      assertFalse(quota.take());
    }
  }
}
