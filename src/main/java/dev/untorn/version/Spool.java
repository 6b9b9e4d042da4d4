package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Reflink;
import dev.untorn.linux.Space;
import dev.untorn.linux.Stat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the unnamed private files that versions are sealed in. Thread-safe; calls block. */
final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  /** Forgotten when there are more: to try again is cheap. */
  private static final int FILES_WITHOUT_CLONES_MAX = 1000;

  /** A directory for unnamed files, and the filesystem it is on. */
  record Place(LinuxFile directory, long device) {}

  private final List<Place> cloneable;
  private final List<Place> copyable;

  /** Learned by trying: that unnamed files can share extents does not say that all files can. */
  private final Set<Long> devicesWithoutClones = ConcurrentHashMap.newKeySet();

  /** Files that refused, as they were then, though others of their filesystem do not. */
  private final Set<Stamp> filesWithoutClones = ConcurrentHashMap.newKeySet();

  private Spool(List<Place> cloneable, List<Place> copyable) {
    this.cloneable = cloneable;
    this.copyable = copyable;
  }

  /**
   * Clones are made beside the served files, for extents are shared within a filesystem only;
   * copies first in the spool directory. The directories stay the caller's.
   */
  static Spool of(LinuxFile served, Optional<LinuxFile> spoolDirectory) throws IOException {
    Place beside = new Place(served, served.stat().device());
    if (spoolDirectory.isEmpty()) {
      return new Spool(cloneable(List.of(beside)), List.of(beside));
    }
    Place spool = new Place(spoolDirectory.get(), spoolDirectory.get().stat().device());
    return new Spool(cloneable(List.of(beside, spool)), List.of(spool, beside));
  }

  private static List<Place> cloneable(List<Place> places) {
    return places.stream().filter(place -> Provable.canClone(place.directory())).toList();
  }

  /** Whether a clone of a file is worth trying. */
  boolean mayClone(Stat stat) {
    return !devicesWithoutClones.contains(stat.device())
        && (filesWithoutClones.isEmpty() || !filesWithoutClones.contains(Stamp.of(stat)))
        && cloneable.stream().anyMatch(place -> place.device() == stat.device());
  }

  /** An unnamed clone, or null where the filesystem or its permissions do not give one. */
  @Nullable LinuxFile clone(LinuxFile source, Stat stat) throws IOException {
    for (Place place : cloneable) {
      if (place.device() == stat.device()
          && Anonymous.inDirectory(place.directory()) instanceof Opened.File(LinuxFile target)) {
        boolean cloned = false;
        try {
          cloned = clone(source, stat, target);
        } finally {
          if (!cloned) {
            target.close();
          }
        }
        return cloned ? target : null;
      }
    }
    return null;
  }

  private boolean clone(LinuxFile source, Stat stat, LinuxFile target) throws KernelException {
    return switch (Reflink.attempt(source, target)) {
      case CLONED -> true;
      case UNSUPPORTED -> {
        devicesWithoutClones.add(stat.device());
        yield false;
      }
      case REFUSED -> {
        if (filesWithoutClones.size() >= FILES_WITHOUT_CLONES_MAX) {
          filesWithoutClones.clear();
        }
        filesWithoutClones.add(Stamp.of(stat));
        yield false;
      }
    };
  }

  /**
   * How much more should be free where unnamed files may be.
   *
   * @param share one part of so many of each filesystem
   * @param maxBytes on each
   */
  long missingBytes(int share, long maxBytes) {
    return Stream.concat(cloneable.stream(), copyable.stream())
        .distinct()
        .mapToLong(place -> missingBytes(place, share, maxBytes))
        .max()
        .orElse(0);
  }

  private static long missingBytes(Place place, int share, long maxBytes) {
    try {
      Space.Of space = Space.of(place.directory());
      return Math.min(space.sizeBytes() / share, maxBytes) - space.freeBytes();
    } catch (KernelException e) {
      LOG.debug("a filesystem does not tell its free space", e);
      return 0;
    }
  }

  /** An empty unnamed file with room for a copy, or why the last directory did not give one. */
  Opened roomFor(long sizeBytes) {
    Errno why = Errno.OTHER;
    for (Place place : copyable) {
      switch (Anonymous.inDirectory(place.directory())) {
        case Opened.File opened -> {
          if (Space.reserve(opened.file(), sizeBytes)) {
            return opened;
          }
          opened.file().close();
          why = Errno.ENOSPC;
        }
        case Opened.Failed(Errno errno) -> {
          LOG.debug("no unnamed file: {}", errno);
          why = errno;
        }
      }
    }
    return new Opened.Failed(why);
  }
}
