package dev.untorn.testing;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.Filesystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filesystem of its own for a test, in a sparse file behind a loop device. Needs root and the
 * tools of the filesystem; where they are missing, the test is skipped and the reason printed.
 */
public final class ScratchFilesystem implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFilesystem.class);

  /** XFS takes no less than 300 MiB; the file is sparse. */
  private static final long IMAGE_SIZE_BYTES = 400L << 20;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Filesystem kind;
  private final Path base;
  private final Path mountPoint;
  private final long sizeBytes;

  /** What overlayfs lies over. */
  private final List<ScratchFilesystem> below = new ArrayList<>();

  private ScratchFilesystem(Filesystem kind, Path base, long sizeBytes) throws IOException {
    this.kind = kind;
    this.base = base;
    this.sizeBytes = sizeBytes;
    this.mountPoint = Files.createDirectory(base.resolve("mounted"));
  }

  /**
   * Makes and mounts an empty filesystem; overlayfs lies over ext4, FUSE (bindfs) over a directory.
   * Skips where that cannot be.
   */
  public static ScratchFilesystem mount(Filesystem kind) throws IOException {
    return mount(kind, Files.createTempDirectory("untorn-" + kind.title()), IMAGE_SIZE_BYTES);
  }

  /** As {@link #mount(Filesystem)}, with its image and mount point in an empty directory. */
  static ScratchFilesystem mount(Filesystem kind, Path base, long sizeBytes) throws IOException {
    Skip.unless(Machine.userId() == 0, kind.title() + " needs root to be mounted");
    ScratchFilesystem made = new ScratchFilesystem(kind, base, sizeBytes);
    try {
      made.make();
      made.attach();
      return made;
    } catch (IOException e) {
      made.close();
      Skip.unless(false, kind.title() + " cannot be mounted: " + e.getMessage());
      throw e;
    }
  }

  /** Its root directory. */
  public Path path() {
    return mountPoint;
  }

  /** Where overlayfs keeps what is changed, and FUSE all: its files can be written there too. */
  public Path behind() {
    return kind == Filesystem.FUSE
        ? base.resolve("behind")
        : below.getFirst().path().resolve("upper");
  }

  /** Mounts it anew, so that nothing of it is left in the page cache. Not for tmpfs. */
  public void remount() throws IOException {
    Commands.run("umount", mountPoint.toString());
    attach();
  }

  /** Has reads from its disk fail from some offset on, whatever was there (EIO). */
  public void fail(long fromOffset) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(image().toFile(), "rw")) {
      disk.setLength(fromOffset);
    }
  }

  /** What it is in. */
  Path image() {
    return base.resolve("image");
  }

  private void make() throws IOException {
    switch (kind) {
      case EXT -> format("mkfs.ext4", "-q", "-F");
      case XFS -> format("mkfs.xfs", "-q", "-f", "-m", "reflink=1");
      case BTRFS -> format("mkfs.btrfs", "-q", "-f");
      case TMPFS -> {}
      case FUSE -> Files.createDirectory(behind());
      case OVERLAY -> {
        ScratchFilesystem layers = mount(Filesystem.EXT);
        below.add(layers);
        for (String layer : List.of("lower", "upper", "work")) {
          Files.createDirectory(layers.path().resolve(layer));
        }
      }
      default -> throw new IllegalArgumentException("cannot make " + kind);
    }
  }

  private void format(String... tool) throws IOException {
    try (RandomAccessFile image = new RandomAccessFile(image().toFile(), "rw")) {
      image.setLength(sizeBytes);
    }
    List<String> command = new ArrayList<>(List.of(tool));
    command.add(image().toString());
    Commands.run(command.toArray(String[]::new));
  }

  /** Mounts what is in the image. */
  void attach() throws IOException {
    switch (kind) {
      case EXT, BTRFS -> Commands.run("mount", "-o", "loop", image().toString(), at());
      // A copy of a mounted one has its number too.
      case XFS -> Commands.run("mount", "-o", "loop,nouuid", image().toString(), at());
      case TMPFS -> Commands.run("mount", "-t", "tmpfs", "-o", "size=400m", "untorn", at());
      case OVERLAY -> {
        Path layers = below.getFirst().path();
        String options =
            "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work".formatted(layers);
        Commands.run("mount", "-t", "overlay", "-o", options, "untorn", at());
      }
      case FUSE -> Commands.run("bindfs", "-o", "attr_timeout=0", behind().toString(), at());
      default -> throw new IllegalArgumentException("cannot mount " + kind);
    }
  }

  private String at() {
    return mountPoint.toString();
  }

  /**
   * What a test has closed may stay open a little longer elsewhere: in a program that another
   * thread is just starting, which has a copy of every descriptor until it is loaded. A file left
   * open for good is an error.
   */
  void detach() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        Commands.run("umount", at());
        return;
      } catch (IOException busy) {
        List<String> users = OpenFiles.below(mountPoint);
        if (System.nanoTime() > deadline) {
          throw new IOException(mountPoint + " stays in use by " + users, busy);
        }
        LOG.warn("{} is in use by {}: trying again", mountPoint, users);
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** Unmounts it, with its loop device, and deletes the image; a file left open is an error. */
  @Override
  public void close() throws IOException {
    try {
      if (!Files.getFileStore(mountPoint).equals(Files.getFileStore(base))) {
        detach();
      }
    } catch (IOException busy) {
      Commands.run("umount", "--lazy", at());
      throw busy;
    } finally {
      for (ScratchFilesystem layers : below) {
        layers.close();
      }
    }
    try (Stream<Path> left = Files.walk(base)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
