package dev.untorn.testing;

import dev.untorn.linux.file.Filesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A filesystem on a disk with a volatile write cache, whose power can be cut at any moment, under
 * load: what the filesystem has written since its last flush is lost, but for an arbitrary part.
 *
 * <p>Three filesystems, each in a file of the next one. The page cache of the middle one is the
 * disk's cache: a flush by the inner one is an fsync(2) of its file there. The outer one makes a
 * reflink of the middle one's file, for which it stops writers: that is what the middle one has on
 * its own disk at one moment, and recovers from by its journal.
 */
public final class VolatileDisk implements AutoCloseable {
  /** XFS takes no less than 300 MiB. All files are sparse. */
  private static final long MOUNTED_SIZE_BYTES = 320L << 20;

  private static final long DISK_SIZE_BYTES = 400L << 20;
  private static final long OUTER_SIZE_BYTES = 2L << 30;

  private final Filesystem kind;

  /** Those that are mounted, from the outer one on. */
  private final List<ScratchFilesystem> layers = new ArrayList<>();

  private VolatileDisk(Filesystem kind) {
    this.kind = kind;
  }

  /** Skips the test where there is no XFS with reflinks, or no filesystem of this kind. */
  public static VolatileDisk mount(Filesystem kind) throws IOException {
    VolatileDisk made = new VolatileDisk(kind);
    boolean mounted = false;
    try {
      made.add(Filesystem.XFS, Files.createTempDirectory("untorn-disk"), OUTER_SIZE_BYTES);
      made.add(Filesystem.EXT, Files.createDirectory(made.path().resolve("disk")), DISK_SIZE_BYTES);
      made.add(kind, Files.createDirectory(made.path().resolve("mounted")), MOUNTED_SIZE_BYTES);
      Commands.run("sync", "--file-system", made.disk().path().toString());
      mounted = true;
      return made;
    } finally {
      if (!mounted) {
        made.close();
      }
    }
  }

  private void add(Filesystem layer, Path base, long sizeBytes) throws IOException {
    layers.add(ScratchFilesystem.mount(layer, base, sizeBytes));
  }

  private ScratchFilesystem disk() {
    return layers.get(1);
  }

  /** The root directory of the filesystem. */
  public Path path() {
    return layers.getLast().path();
  }

  /** Has all written that is cached, as the kernel does by itself now and then. */
  public void flush() throws IOException {
    Commands.run("sync", "--file-system", path().toString());
  }

  /** Cuts the power. What is written from now on is lost; its writer does not notice. */
  public void cutPower() throws IOException {
    Commands.run("cp", "--reflink=always", disk().image().toString(), atCut().toString());
  }

  private Path atCut() {
    return layers.getFirst().path().resolve("cut");
  }

  /** Mounts, in its place, what is there after the cut. Nobody uses it. */
  public void restart() throws IOException {
    layers.getLast().detach();
    disk().detach();
    var _ = Files.move(atCut(), disk().image(), StandardCopyOption.REPLACE_EXISTING);
    if (kind == Filesystem.BTRFS) { // It would refuse an older state of what it knows.
      Commands.run("btrfs", "device", "scan", "--forget");
    }
    disk().attach();
    layers.getLast().attach();
  }

  @Override
  public void close() throws IOException {
    for (ScratchFilesystem layer : layers.reversed()) {
      layer.close();
    }
  }
}
