package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RequestBytesTest {
  @Test
  void the_first_control_is_found_wherever_it_stands_and_whatever_stands_around() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] near = {0x1f, 0x20, 0x21, 0x7e, 0x7f, -128, -1, 0, '\t', '\r', '\n', 1, 'a'};
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        boolean sound = random.nextInt(10) > 0;
        bytes[j] = sound ? (byte) (0x20 + random.nextInt(95)) : near[random.nextInt(near.length)];
      }
      int from = random.nextInt(bytes.length + 1);
      int expected = from;
      while (expected < bytes.length && RequestBytes.isField(bytes[expected])) {
        expected++;
      }
      assertEquals(
          expected, RequestBytes.firstControl(bytes, from, bytes.length), () -> "seed " + seed);
    }
  }

  @Test
  void character_classes_are_those_of_the_grammar() {
    for (int b = 0; b < 256; b++) {
      boolean letterOrDigit = b < 128 && Character.isLetterOrDigit(b);
      boolean token = letterOrDigit || (b > 0 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0);
      assertEquals(token, RequestBytes.isToken((byte) b), "token " + b);
      boolean field = b == 9 || (b >= 32 && b != 127);
      assertEquals(field, RequestBytes.isField((byte) b), "field " + b);
    }
    assertFalse(RequestBytes.isTarget((byte) '#'));
    assertFalse(RequestBytes.isTarget((byte) ' '));
    assertTrue(RequestBytes.isTarget((byte) 0x80));
    assertTrue(RequestBytes.isTarget((byte) '|'));
  }
}
