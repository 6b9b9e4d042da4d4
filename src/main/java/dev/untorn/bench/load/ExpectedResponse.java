package dev.untorn.bench.load;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of a response in advance.
 *
 * @param lengthBytes of the body; of a response to HEAD, its Content-Length
 * @param checksum CRC32C of the body
 */
public record ExpectedResponse(Statuses statuses, OptionalLong lengthBytes, OptionalInt checksum) {
  public static final ExpectedResponse SUCCESS = of(Statuses.SUCCESS);

  public static ExpectedResponse of(Statuses statuses) {
    return new ExpectedResponse(statuses, OptionalLong.empty(), OptionalInt.empty());
  }
}
