package dev.untorn.version.store;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.testing.MicroBenchmark;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Freshness;
import dev.untorn.version.Hold;
import dev.untorn.version.Proof;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.Stamp;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.Version;
import dev.untorn.version.space.Descriptors;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Finding a version by its stamp, and letting go of it, in stores of several sizes. */
public class VersionCacheBenchmark extends MicroBenchmark {
  /** A prime: each call asks for another version, far away in memory, and all get their turn. */
  private static final int STRIDE = 7919;

  /** How many versions the store holds. */
  @Param({"10", "1000", "32000"})
  public int versions;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(1);
  private Entry.Key[] keys = {};
  private VersionCache cache = cache(0);
  private int next;

  /** Fills the store. */
  @Setup
  public void fill() {
    cache = cache(versions);
    keys = new Entry.Key[versions];
    for (int i = 0; i < versions; i++) {
      Entry entry = entry(i);
      keys[i] = entry.key();
      cache.put(entry);
      cache.makeCurrent(entry);
    }
  }

  @Benchmark
  public void find() {
    next = (next + STRIDE) % versions;
    Hold hold = cache.find(keys[next]);
    if (hold == null) {
      throw new IllegalStateException("a version is not found");
    }
    hold.close();
  }

  private static VersionCache cache(int versions) {
    Descriptors descriptors = new Descriptors(1);
    return new VersionCache(
        versions, descriptors, new PinnedVersions(0, 0, descriptors), new SilentObserver());
  }

  private Entry entry(int inode) {
    Version version =
        new Version(
            new Stamp(1, inode, 1, 0, 0, 1),
            1,
            new EntityTag("x", false),
            StoreFixture.TEXT,
            StoreFixture.SNAPSHOT,
            LastModified.NONE,
            Proof.LEASED,
            new Body.Memory(bytes));
    Freshness freshness = Freshness.ALWAYS;
    return new Entry("f" + inode, version, freshness, true, System.nanoTime(), () -> {});
  }
}
