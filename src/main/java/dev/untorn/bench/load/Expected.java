package dev.untorn.bench.load;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of a body before it is asked for.
 *
 * @param checksum CRC32C
 */
public record Expected(OptionalLong lengthBytes, OptionalInt checksum) {
  /** Nothing. */
  public static final Expected ANYTHING = new Expected(OptionalLong.empty(), OptionalInt.empty());
}
