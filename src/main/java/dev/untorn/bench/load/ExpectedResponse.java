package dev.untorn.bench.load;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an answer must be, as far as that is known before it is asked for.
 *
 * @param lengthBytes of the body, or of the one that an answer to HEAD tells of
 * @param checksum of the body: CRC32C
 */
public record ExpectedResponse(Statuses statuses, OptionalLong lengthBytes, OptionalInt checksum) {
  /** Any success. */
  public static final ExpectedResponse SUCCESS = of(Statuses.SUCCESS);

  /** Any body. */
  public static ExpectedResponse of(Statuses statuses) {
    return new ExpectedResponse(statuses, OptionalLong.empty(), OptionalInt.empty());
  }
}
