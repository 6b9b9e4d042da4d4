package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.upstream.BodySource;
import java.util.concurrent.CompletionStage;

/**
 * Asks for a range of a body of which other parts are there or come, under one strong validator.
 */
@FunctionalInterface
public interface RangeFetch {
  /** What came of it. */
  sealed interface Result {
    /**
     * It comes, or its beginning: a server may send less.
     *
     * @param last the last byte that it brings
     */
    record Part(BodySource body, long last) implements Result {}

    /** The same version, but all of it comes: the origin sends no ranges. */
    record Whole(BodySource body) implements Result {}

    /** The origin has another version now. */
    record Changed() implements Result {}

    /** It may be asked again. */
    record Failed(String reason) implements Result {}
  }

  /** Bytes from one to another, both inclusive. Never completes exceptionally. */
  CompletionStage<Result> fetch(long first, long last);
}
