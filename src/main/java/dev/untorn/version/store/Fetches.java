package dev.untorn.version.store;

import dev.untorn.text.PathBytes;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Fetch;
import dev.untorn.version.Outage;
import dev.untorn.version.Version;
import dev.untorn.version.snapshot.SnapshotResult;
import dev.untorn.version.space.Budget.Reservation;
import dev.untorn.version.space.Capacity;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes versions of fetched objects. */
record Fetches(Capacity capacity) {
  private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);

  /** Begins a fetch; the result comes when its first bytes may be sent. Never blocks. */
  void begin(Fetch fetch, Consumer<SnapshotResult> result) {
    long startNanos = System.nanoTime();
    var _ =
        fetch
            .begin()
            .handle((fetched, failure) -> {
              if (fetched == null) {
                LOG.error("{} cannot be fetched", PathBytes.text(fetch.name()), failure); // A bug.
              }
              result.accept(
                  fetched == null
                      ? SnapshotResult.unreadable("internal error")
                      : taken(fetch, fetched, startNanos));
              return null;
            });
  }

  private SnapshotResult taken(Fetch fetch, Fetch.Result fetched, long startNanos) {
    return switch (fetched) {
      case Fetch.Failed(Outage outage, String reason) ->
          new SnapshotResult.Refused(new Acquisition.Unavailable(outage, reason));
      case Fetch.Begun begun -> {
        Reservation reserved = reserved(begun.body());
        if (reserved == null) {
          begun.free().run();
          yield SnapshotResult.saturated("memory for objects, or descriptors, have run out");
        }
        Entry entry = entry(fetch, begun, startNanos, reserved);
        fetch.made(entry);
        yield new SnapshotResult.Fresh(entry);
      }
    };
  }

  /** What a body takes until it is freed; null if there is no room. */
  private @Nullable Reservation reserved(Body body) {
    return switch (body) {
      case Body.Memory(ByteBuffer bytes) -> capacity.inMemory(bytes.remaining());
      case Body.Sealed _, Body.Leased _, Body.Live _ ->
          capacity.forDescriptor() ? capacity.inMemory(0) : null;
    };
  }

  private static Entry entry(
      Fetch fetch, Fetch.Begun begun, long startNanos, Reservation reserved) {
    Version version =
        new Version(
            fetch.identity(),
            fetch.identity().lengthBytes(),
            fetch.tag(),
            fetch.representation(),
            fetch.policy(),
            fetch.modified(),
            begun.proof(),
            begun.body());
    Runnable free =
        () -> {
          begun.free().run();
          reserved.close();
        };
    return new Entry(fetch.name(), version, begun.freshness(), true, startNanos, free);
  }
}
