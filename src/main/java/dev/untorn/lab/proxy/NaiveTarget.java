package dev.untorn.lab.proxy;

import dev.untorn.lab.Explained;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.lab.upstream.OriginKind.Protocol;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;

/**
 * The controls: a proxy that caches as one writes it in an afternoon, and is wrong in a way of its
 * own.
 */
public enum NaiveTarget implements ProxyTarget, Explained {
  WHOLE(
      "naive",
      "fetches objects whole, and stores what came until the connection ended",
      OriginKind.CUT_LENGTH,
      Anomaly.SHORT),
  PARTS(
      "naive-parts",
      "fetches objects in parts, and joins what came",
      OriginKind.SWAP,
      Anomaly.TORN),
  MIRRORS(
      "naive-mirrors",
      "fetches the rest of an object from a second URL, under the same tag",
      OriginKind.MIRRORED,
      Anomaly.TORN),
  TAGS(
      "naive-tags",
      "stores nothing, but gives each object the tag that it had at first",
      OriginKind.SWAP,
      Anomaly.MISJOINED),
  PURGES(
      "naive-purges",
      "says that it has purged, and keeps what it has",
      OriginKind.SWAP,
      Anomaly.PURGED),
  VERSIONS(
      "naive-versions",
      "fetches the rest of an object from a bucket, whatever has become of the object",
      OriginKind.S3_PLAIN,
      Anomaly.TORN);

  private final String term;
  private final OriginKind origin;
  private final Anomaly anomaly;

  NaiveTarget(String label, String sentence, OriginKind origin, Anomaly anomaly) {
    this.term = Explained.term(label, sentence);
    this.origin = origin;
    this.anomaly = anomaly;
  }

  @Override
  public String label() {
    return Explained.super.label();
  }

  @Override
  public String term() {
    return term;
  }

  /** In front of which it must be caught. */
  OriginKind origin() {
    return origin;
  }

  /** Whether what it does wrong was found; what is wrong with parts, by all who ask for parts. */
  boolean isCaughtIn(ProxyCellResult cell) {
    boolean found = cell.counts().count(anomaly) > 0;
    return switch (this) {
      case WHOLE, MIRRORS, TAGS, PURGES, VERSIONS -> found;
      case PARTS ->
          found
              && cell.cell().clients().stream()
                  .filter(ClientKind::asksForParts)
                  .allMatch(kind -> cell.counts(kind).deceived() > 0);
    };
  }

  /** Paths of objects are the same with a bucket and without. */
  @Override
  public boolean speaks(Protocol protocol) {
    return true;
  }

  @Override
  public boolean purges() {
    return this == PURGES;
  }

  @Override
  public RunningProxy start(OriginServer server) throws IOException {
    return NaiveProxy.start(this, server);
  }
}
