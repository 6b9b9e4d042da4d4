package dev.untorn.origin.proxy.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HitCountTest {
  @Test
  void the_first_ones_count_and_later_a_few() {
    HitCount hits = new HitCount();
    List<Integer> counted =
        IntStream.rangeClosed(1, 200).filter(_ -> hits.isCounted()).boxed().toList();
    assertEquals(List.of(1, 2, 4, 8, 16, 32, 64, 128, 192), counted);
  }
}
