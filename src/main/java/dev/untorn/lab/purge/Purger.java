package dev.untorn.lab.purge;

import dev.untorn.lab.upstream.OriginCell;
import dev.untorn.lab.upstream.OriginObject;

/** Purges what a proxy has stored. Thread-safe. */
public interface Purger {
  /** Returns whether the proxy says that it has purged it. Blocks, within a bound. */
  boolean purge(PurgeWay way, OriginCell cell, OriginObject object);
}
