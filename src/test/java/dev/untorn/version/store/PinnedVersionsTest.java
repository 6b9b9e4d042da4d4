package dev.untorn.version.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import dev.untorn.version.Freshness;
import dev.untorn.version.Hold;
import dev.untorn.version.Proof;
import dev.untorn.version.Stamp;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.Version;
import dev.untorn.version.space.Descriptors;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinnedVersionsTest {
  private static final long KEPT_NANOS = 1_000_000_000L;

  @TempDir private Path directory;

  private final PinnedVersions pinnedVersions =
      new PinnedVersions(100, KEPT_NANOS, new Descriptors(10));

  @Test
  void a_version_that_is_asked_for_again_and_again_is_given_up_in_the_end() {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry entry = entry(new Body.Sealed(file, CopyProgress.proved(3), file));
      long replacedNanos = entry.usedNanos();
      assertTrue(pinnedVersions.offer(entry, replacedNanos));
      try (Hold current = Objects.requireNonNull(entry.hold(replacedNanos))) {
        long now = replacedNanos;
        for (int i = 1; i < 2 * PinnedVersions.KEPT_TIMES_MAX; i++) {
          now += KEPT_NANOS / 2;
          assertTrue(isFound(current, now), "asked for half as long ago as it is kept: " + i);
          pinnedVersions.sweep(now);
          assertEquals(1, pinnedVersions.size());
        }
        now += KEPT_NANOS / 2;
        assertFalse(isFound(current, now));
        pinnedVersions.sweep(now);
        assertEquals(0, pinnedVersions.size());
        assertFalse(entry.isInStore());
        assertEquals(3, current.version().lengthBytes(), "whoever has it keeps it");
      }
    }
  }

  @Test
  void a_version_that_was_dropped_just_before_is_not_kept() {
    try (LinuxFile file = StoreFixture.opened(LinuxFile.openDirectory(directory))) {
      Entry entry = entry(new Body.Sealed(file, CopyProgress.proved(3), file));
      assertTrue(entry.dropFromStore());
      assertFalse(pinnedVersions.offer(entry, entry.usedNanos()));
      assertEquals(0, pinnedVersions.bytes());
    }
  }

  private boolean isFound(Hold current, long nowNanos) {
    Optional<Hold> found = pinnedVersions.find(current, tag -> true, nowNanos);
    found.ifPresent(Hold::close);
    return found.isPresent();
  }

  private static Entry entry(Body body) {
    Version version =
        new Version(
            new Stamp(1, 2, 3, 4, 5, 1),
            3,
            new EntityTag("x", false),
            StoreFixture.TEXT,
            StoreFixture.SNAPSHOT,
            LastModified.NONE,
            Proof.LEASED,
            body);
    return new Entry("f", version, Freshness.ALWAYS, true, System.nanoTime(), () -> {});
  }
}
