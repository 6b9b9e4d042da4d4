package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Reflink;
import dev.untorn.linux.SharedFile;
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
  record Place(SharedFile directory, long device) {
    static Place of(LinuxFile directory) throws IOException {
      return new Place(new SharedFile(directory), directory.stat().device());
    }

    /** An unnamed file, unless the directory is closed, because another one is served by now. */
    Opened unnamed() {
      LinuxFile open = directory.tryUse();
      if (open == null) {
        return new Opened.Failed(Errno.EBADF);
      }
      try {
        return Anonymous.inDirectory(open);
      } finally {
        directory.endUse();
      }
    }

    boolean canClone() {
      LinuxFile open = directory.tryUse();
      if (open == null) {
        return false;
      }
      try {
        return Provable.canClone(open);
      } finally {
        directory.endUse();
      }
    }

    /** How much more should be free. */
    long missingBytes(int share, long maxBytes) {
      LinuxFile open = directory.tryUse();
      if (open == null) {
        return 0;
      }
      try {
        Space.Of space = Space.of(open);
        return Math.min(space.sizeBytes() / share, maxBytes) - space.freeBytes();
      } catch (KernelException e) {
        LOG.debug("a filesystem does not tell its free space", e);
        return 0;
      } finally {
        directory.endUse();
      }
    }
  }

  private final Optional<Place> spool;
  private volatile List<Place> cloneable = List.of();
  private volatile List<Place> copyable = List.of();

  /** Learned by trying: that unnamed files can share extents does not say that all files can. */
  private final Set<Long> devicesWithoutClones = ConcurrentHashMap.newKeySet();

  /** Files that refused, as they were then, though others of their filesystem do not. */
  private final Set<Stamp> filesWithoutClones = ConcurrentHashMap.newKeySet();

  private Spool(Place served, Optional<Place> spool) {
    this.spool = spool;
    serve(served);
  }

  /**
   * Clones are made beside the served files, for extents are shared within a filesystem only;
   * copies first in the spool directory. The directories stay the caller's.
   */
  static Spool of(LinuxFile served, Optional<LinuxFile> spoolDirectory) throws IOException {
    Place beside = Place.of(served);
    return spoolDirectory.isEmpty()
        ? new Spool(beside, Optional.empty())
        : new Spool(beside, Optional.of(Place.of(spoolDirectory.get())));
  }

  /** From now on another directory is the served one; it stays the caller's, who may close it. */
  void serve(SharedFile directory) {
    LinuxFile open = directory.tryUse();
    if (open == null) {
      return;
    }
    try {
      serve(new Place(directory, open.stat().device()));
    } catch (KernelException e) {
      LOG.warn("no clones of files are made: {}", e.getMessage());
    } finally {
      directory.endUse();
    }
  }

  private void serve(Place beside) {
    cloneable = Stream.concat(Stream.of(beside), spool.stream()).filter(Place::canClone).toList();
    copyable = Stream.concat(spool.stream(), Stream.of(beside)).toList();
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
      if (place.device() == stat.device() && place.unnamed() instanceof Opened.File(var target)) {
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
        .mapToLong(place -> place.missingBytes(share, maxBytes))
        .max()
        .orElse(0);
  }

  /** An empty unnamed file with room for a copy, or why the last directory did not give one. */
  Opened roomFor(long sizeBytes) {
    Errno why = Errno.OTHER;
    for (Place place : copyable) {
      switch (place.unnamed()) {
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
