package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.semantics.Fields;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;

/** Sends requests to one origin, by its URLs. Thread-safe. */
public interface Sender extends AutoCloseable {
  /**
   * Sends a request by a connection of this event loop. The stage completes never exceptionally,
   * and within the deadlines. A response's body must be read to its end or cancelled. Any thread
   * may call it.
   */
  CompletionStage<UpstreamResult> send(EventLoop loop, UpstreamRequest request);

  /** As {@link #send}, to one URL alone. */
  CompletionStage<UpstreamResult> sendTo(BaseUrl url, EventLoop loop, UpstreamRequest request);

  /**
   * The fields that name a stored response's version besides its validators, so that this one comes
   * even if it is not the current one any more; among a request's conditions. Most have none.
   */
  default Fields version(Fields stored) {
    return Fields.NONE;
  }

  /** Whether it has sent a request with these fields itself, whose origin leads back (Via). */
  default boolean isOwn(Fields request) {
    return false;
  }

  /** What is under way goes on. */
  @Override
  void close();
}
