package dev.untorn.version.store;

import dev.untorn.text.PathBytes;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Fetch;
import dev.untorn.version.Freshness;
import dev.untorn.version.Outage;
import dev.untorn.version.Proof;
import dev.untorn.version.Version;
import dev.untorn.version.snapshot.SnapshotResult;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes versions of fetched objects. */
final class Fetches {
  private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);

  private Fetches() {}

  /** Begins a fetch; the result comes when its first bytes may be sent. Never blocks. */
  static void begin(Fetch fetch, Consumer<SnapshotResult> result) {
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

  private static SnapshotResult taken(Fetch fetch, Fetch.Result fetched, long startNanos) {
    return switch (fetched) {
      case Fetch.Failed(Outage outage, String reason) ->
          new SnapshotResult.Refused(new Acquisition.Unavailable(outage, reason));
      case Fetch.Begun(Body body, Proof proof, Freshness freshness, Runnable free) -> {
        Version version =
            new Version(
                fetch.identity(),
                fetch.identity().lengthBytes(),
                fetch.tag(),
                fetch.representation(),
                fetch.policy(),
                fetch.modified(),
                proof,
                body);
        yield new SnapshotResult.Fresh(
            new Entry(fetch.name(), version, freshness, true, startNanos, free));
      }
    };
  }
}
