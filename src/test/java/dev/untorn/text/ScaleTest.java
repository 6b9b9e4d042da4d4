package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScaleTest {
  @Test
  void steps_are_round() {
    assertEquals(1, Scale.step(5));
    assertEquals(2, Scale.step(6));
    assertEquals(5, Scale.step(25));
    assertEquals(20_000, Scale.step(100_000));
    assertEquals(0.5, Scale.step(2.4));
    assertEquals(200, Scale.step(1_000), 1e-9);
    assertEquals(500, Scale.step(1_001), 1e-9);
    assertEquals(0.2, Scale.step(0.9), 1e-9);
    assertTrue(Scale.step(0) > 0);
  }

  @Test
  void a_rounded_scale_ends_at_a_mark() {
    Scale scale = Scale.rounded(33, 100, 0);
    assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0), scale.marks());
    assertEquals(100, scale.at(0));
    assertEquals(50, scale.at(20));
    assertEquals(0, scale.at(99), "beyond its end");
  }

  @Test
  void decades_hold_all_values() {
    Scale scale = Scale.decades(30, 2_000, 0, 300);
    assertEquals(List.of(10.0, 100.0, 1_000.0, 10_000.0), scale.marks());
    assertEquals(100, scale.at(100), 1e-9);
    assertEquals(0, scale.at(0));
  }
}
