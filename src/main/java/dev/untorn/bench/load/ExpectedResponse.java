package dev.untorn.bench.load;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a response must be, as far as that is known before the request.
 *
 * @param lengthBytes of the body, or the length that a response to HEAD names
 * @param checksum of the body: CRC32C
 */
public record ExpectedResponse(Statuses statuses, OptionalLong lengthBytes, OptionalInt checksum) {
  public static final ExpectedResponse SUCCESS = of(Statuses.SUCCESS);

  public static ExpectedResponse of(Statuses statuses) {
    return new ExpectedResponse(statuses, OptionalLong.empty(), OptionalInt.empty());
  }
}
