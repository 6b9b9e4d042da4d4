package dev.untorn.version.space;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Reflink;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Provable;
import dev.untorn.version.Stamp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the unnamed files for private copies. Thread-safe; calls block. */
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  /** All are forgotten when there are more: trying again is cheap. */
  private static final int FILES_WITHOUT_CLONES_MAX = 1000;

  /** A directory for unnamed files, and the filesystem it is on. */
  record Place(SharedFile directory, long device, CloneSpace space) {
    /** An unnamed file; fails once the directory is closed, because another is served. */
    Opened unnamed() {
      return directory.use(AnonymousFile::inDirectory, new Opened.Failed(Errno.EBADF));
    }

    boolean canClone() {
      return directory.use(Provable::canClone, false);
    }
  }

  private final Optional<Place> spool;
  private volatile List<Place> cloneable = List.of();
  private volatile List<Place> copyable = List.of();

  /** Learned by trying: even where unnamed files can share extents, others may not. */
  private final Set<Long> devicesWithoutClones = ConcurrentHashMap.newKeySet();

  /** Files that could not be cloned, though others of their filesystem can. */
  private final Set<Stamp> filesWithoutClones = ConcurrentHashMap.newKeySet();

  /** By device; outlives the directories, since clones do. */
  private final Map<Long, CloneSpace> spaces = new ConcurrentHashMap<>();

  /** Clones on the served filesystem, to share extents; copies rather in the spool directory. */
  public Spool(LinuxFile served, Optional<LinuxFile> spoolDirectory) throws IOException {
    this.spool =
        spoolDirectory.isEmpty()
            ? Optional.empty()
            : Optional.of(place(new SharedFile(spoolDirectory.get()), spoolDirectory.get()));
    serve(place(new SharedFile(served), served));
  }

  private Place place(SharedFile directory, LinuxFile open) throws KernelException {
    long device = open.stat().device();
    CloneSpace space = spaces.computeIfAbsent(device, _ -> new CloneSpace());
    space.askAt(directory);
    return new Place(directory, device, space);
  }

  /** Replaces the served directory; its owner may close it. */
  public void serve(SharedFile directory) {
    directory
        .use(open -> tryPlace(directory, open), Optional.<Place>empty())
        .ifPresent(this::serve);
  }

  private Optional<Place> tryPlace(SharedFile directory, LinuxFile open) {
    try {
      return Optional.of(place(directory, open));
    } catch (KernelException e) {
      LOG.warn("no clones of files are made: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void serve(Place beside) {
    cloneable = Stream.concat(Stream.of(beside), spool.stream()).filter(Place::canClone).toList();
    copyable = Stream.concat(spool.stream(), Stream.of(beside)).toList();
  }

  /** Whether to try a clone, and there was room a moment ago. */
  boolean mayClone(Stat stat) {
    return !devicesWithoutClones.contains(stat.device())
        && (filesWithoutClones.isEmpty() || !filesWithoutClones.contains(Stamp.of(stat)))
        && cloneable.stream()
            .anyMatch(
                place -> place.device() == stat.device() && place.space().mayFit(stat.sizeBytes()));
  }

  /** An unnamed clone, for {@link #close}; null if filesystem, permissions or space allow none. */
  @Nullable LinuxFile clone(LinuxFile source, Stat stat) throws IOException {
    for (Place place : cloneable) {
      if (place.device() == stat.device() && place.unnamed() instanceof Opened.File(var target)) {
        boolean cloned = false;
        try {
          cloned = place.space().add(target, stat.sizeBytes()) && clone(source, stat, target);
        } finally {
          if (!cloned) {
            close(target);
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

  void close(LinuxFile file) {
    if (spaces.values().stream().noneMatch(space -> space.close(file))) {
      file.close();
    }
  }

  /** The most space that any of the disks lacks, as {@link CloneSpace#missingBytes}. */
  long missingBytes() {
    return spaces.values().stream().mapToLong(CloneSpace::missingBytes).max().orElse(0);
  }

  /** Frees the blocks of all clones, even those being sent, where a disk is nearly full. */
  void emptyClones(Consumer<List<LinuxFile>> forget) {
    for (CloneSpace space : spaces.values()) {
      try {
        List<LinuxFile> excess = space.excess();
        if (!excess.isEmpty()) {
          forget.accept(excess);
        }
        for (LinuxFile clone : excess) {
          space.empty(clone);
        }
      } catch (KernelException e) {
        LOG.warn("clones cannot be given back: {}", e.getMessage());
      }
    }
  }

  /** An empty unnamed file with space reserved, or why the last directory gave none. */
  Opened roomFor(long sizeBytes) {
    Errno why = Errno.OTHER;
    for (Place place : copyable) {
      if (!place.space().hasRoomForCopy(sizeBytes)) {
        why = Errno.ENOSPC;
        continue;
      }
      switch (place.unnamed()) {
        case Opened.File opened -> {
          if (opened.file().reserve(sizeBytes)) {
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
