package dev.untorn.bench.load;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an answer must be, as far as that is known before it is asked for.
 *
 * @param lengthBytes of the body, or of the one that an answer to HEAD tells of
 * @param checksum of the body: CRC32C
 */
public record Expected(Statuses statuses, OptionalLong lengthBytes, OptionalInt checksum) {
  /** Any success. */
  public static final Expected SUCCESS = of(Statuses.SUCCESS);

  /** Any body. */
  public static Expected of(Statuses statuses) {
    return new Expected(statuses, OptionalLong.empty(), OptionalInt.empty());
  }
}
