package dev.untorn.lab.purge;

import dev.untorn.lab.upstream.OriginObject;

/**
 * A purge that was answered. Times are {@link System#nanoTime}.
 *
 * @param sentNanos before it was sent
 * @param answeredNanos after the answer was read
 */
public record Purge(PurgeWay way, OriginObject object, long sentNanos, long answeredNanos) {
  /** Whether it is about an object of the same cell. */
  public boolean covers(OriginObject other) {
    return switch (way) {
      case PATH, URL -> other.number() == object.number();
      case PREFIX, TAG -> other.group() == object.group();
    };
  }
}
