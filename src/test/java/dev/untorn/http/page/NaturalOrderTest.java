package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {
  private static final String ALPHABET = "aAbB019.-_é:";

  @Test
  void names_are_ordered_as_people_do() {
    List<String> expected =
        List.of(
            "",
            "1",
            "1.9.0",
            "1.10.0",
            "2",
            "99999999999999999999999",
            "100000000000000000000000",
            "a",
            "a1",
            "a01b",
            "A2",
            "a2b",
            "B",
            "b.txt",
            "z");
    List<String> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(NaturalOrder::compare);
    assertEquals(expected, shuffled);
  }

  @Test
  void it_is_a_total_order_consistent_with_equals() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100_000; round++) {
      String a = name(random);
      String b = name(random);
      String c = name(random);
      String seen = "seed " + seed + ": '" + a + "' '" + b + "' '" + c + "'";
      assertEquals(-sign(b, a), sign(a, b), seen);
      assertEquals(a.equals(b), sign(a, b) == 0, seen);
      if (sign(a, b) <= 0 && sign(b, c) <= 0) {
        assertEquals(true, sign(a, c) <= 0, seen);
      }
    }
  }

  private static int sign(String a, String b) {
    return Integer.signum(NaturalOrder.compare(a, b));
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
