package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.text.PathBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One owned descriptor: of a file, a directory or anonymous memory. Safe for use by many threads;
 * closing is idempotent, and the owner must see to it that no call is under way when it closes, for
 * the number may belong to another file a moment later.
 */
public final class LinuxFile implements AutoCloseable {
  private static final int CLOSED = -1;

  /**
   * Stretches are asked for together with what is around them in blocks of this size: small ones at
   * random places of a large file then need no asking, as a rule, which saves a tenth of the time
   * of 16 KiB.
   */
  private static final long SURROUNDINGS_BYTES = 64 * 1024;

  private static final AtomicLong FILES = new AtomicLong();

  private final AtomicInteger fd;

  /** Tells open files apart, which descriptors do not: their numbers come again. */
  private final long serial = FILES.incrementAndGet();

  public LinuxFile(int fd) {
    this.fd = new AtomicInteger(fd);
  }

  /** Opens a directory by any path, following symlinks, as the place to resolve others from. */
  public static Opened openDirectory(Path path) {
    MemorySegment name = Scratch.own().path(PathBytes.of(path.toString()));
    return name == null
        ? new Opened.Failed(Errno.ENAMETOOLONG)
        : opened(
            Libc.openat(Abi.AT_FDCWD, name, Abi.O_RDONLY | Abi.O_DIRECTORY | Abi.O_CLOEXEC, 0));
  }

  /**
   * Opens what a relative path names, never leaving this directory, whatever symlinks and races
   * there are ({@link Beneath}). For reading, without waiting: a FIFO without a writer opens at
   * once, a device is not made a terminal.
   *
   * @param path relative, one char per byte; "." is this directory itself
   */
  public Opened openBeneath(String path, Symlinks symlinks, Walk walk) {
    return Beneath.open(this, path, symlinks, walk, Abi.O_RDONLY | Abi.O_NONBLOCK | Abi.O_NOCTTY);
  }

  /**
   * As {@link #openBeneath}, but only locates the inode (O_PATH): opens no device, needs no read
   * permission, and serves {@link #stat()} alone.
   */
  public Opened locateBeneath(String path, Symlinks symlinks, Walk walk) {
    return Beneath.open(this, path, symlinks, walk, Abi.O_PATH);
  }

  /** How far the walk of a path may go. */
  public enum Walk {
    /** Wherever it leads; may wait for a disk or a network. */
    ANY,
    /**
     * Through names in the kernel's cache, on one filesystem: else it fails (EAGAIN, EXDEV; before
     * Linux 5.12, which has RESOLVE_CACHED, always: EINVAL).
     */
    CACHED
  }

  /** Whether resolution may pass through symlinks (that end beneath the directory). */
  public enum Symlinks {
    FOLLOWED,
    REFUSED
  }

  static Opened opened(int result) {
    return result < 0
        ? new Opened.Failed(Errno.ofResult(result))
        : new Opened.File(new LinuxFile(result));
  }

  /** The descriptor's number, for calls of other libraries while this object is open. */
  public int fd() {
    int number = fd.get();
    if (number == CLOSED) {
      throw new IllegalStateException("use of a closed descriptor");
    }
    return number;
  }

  /** Where the file is or was, for people. */
  public String path() {
    try {
      return PathBytes.text(KernelPath.of(this));
    } catch (KernelException e) {
      return "a file";
    }
  }

  /** Which directory this is. */
  public DirectoryId id() throws KernelException {
    statxSelf(DirectoryId.STATX_MASK);
    return DirectoryId.read(Scratch.own().statx);
  }

  /** The inode behind this descriptor, now. */
  public Stat stat() throws KernelException {
    statxSelf(Abi.STATX_BASIC_STATS);
    return Stat.read(Scratch.own().statx);
  }

  private void statxSelf(int mask) throws KernelException {
    Scratch scratch = Scratch.own();
    int result = Libc.statx(fd(), scratch.empty, Abi.AT_EMPTY_PATH, mask, scratch.statx);
    if (result < 0) {
      throw new KernelException("statx", result);
    }
  }

  /**
   * The inode that a relative path names, now, of the symlink itself where the last component is
   * one; null when there is none that can be reached.
   */
  public @Nullable Stat statAtNoFollow(String path) {
    MemorySegment name = Scratch.own().path(path);
    int flags = Abi.AT_NO_AUTOMOUNT | Abi.AT_SYMLINK_NOFOLLOW;
    MemorySegment statx = Scratch.own().statx;
    return name == null || Libc.statx(fd(), name, flags, Abi.STATX_BASIC_STATS, statx) < 0
        ? null
        : Stat.read(statx);
  }

  /**
   * Reads into a direct buffer's remaining space and moves its position.
   *
   * @return bytes read; 0 at the end of the file
   */
  public int pread(ByteBuffer to, long offset) throws IOException {
    long result;
    do {
      result = Libc.pread(fd(), MemorySegment.ofBuffer(to), to.remaining(), offset);
    } while (isInterrupted(result));
    if (result < 0) {
      throw new KernelException("pread", result);
    }
    to.position(to.position() + (int) result);
    return (int) result;
  }

  /** Writes all of a direct buffer's remaining bytes and moves its position. */
  public void pwrite(ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      long result = Libc.pwrite(fd(), MemorySegment.ofBuffer(from), from.remaining(), at);
      if (result >= 0) {
        from.position(from.position() + (int) result);
        at += result;
      } else if (!isInterrupted(result)) {
        throw new KernelException("pwrite", result);
      }
    }
  }

  /**
   * Whether a stretch can be read without waiting for a disk, by its first and last byte: the
   * kernel reads and drops pages in runs. Files that do not support the question are taken as warm,
   * and so is the end of the file. What was found warm is believed for a while: the pages are in
   * use.
   *
   * @param until exclusive
   * @param lengthBytes of the file; a shorter one only makes for more questions
   */
  public boolean isWarm(long from, long until, long lengthBytes) {
    long around = from & -SURROUNDINGS_BYTES;
    long blockEnd = until + SURROUNDINGS_BYTES - 1 & -SURROUNDINGS_BYTES;
    long aroundUntil = Math.max(until, Math.min(blockEnd, lengthBytes));
    Warmth warmth = Warmth.own();
    if (warmth.isBelieved(serial, around, aroundUntil)) {
      return true;
    }
    if (isWarm(aroundUntil - 1) && isWarm(around)) {
      warmth.believe(serial, around, aroundUntil);
      return true;
    }
    boolean alone = around == from && aroundUntil == until;
    return !alone && isWarm(until - 1) && isWarm(from);
  }

  private boolean isWarm(long offset) {
    long result = readWithoutWaiting(offset);
    return result >= 0 || Errno.ofResult(result) != Errno.EAGAIN;
  }

  /**
   * Fills a direct buffer's remaining space, if that needs no disk (preadv2(2), RWF_NOWAIT), and
   * moves its position.
   *
   * @return whether it is full; otherwise what of it was written is undefined
   */
  public boolean readWarm(ByteBuffer to, long offset) {
    int sizeBytes = to.remaining();
    if (readWithoutWaiting(MemorySegment.ofBuffer(to).address(), sizeBytes, offset) < sizeBytes) {
      return false;
    }
    to.position(to.limit());
    return true;
  }

  /** Whether the filesystem understands the question of {@link #isWarm}. */
  public boolean tellsWarmth() {
    long result = readWithoutWaiting(0);
    return result >= 0 || Errno.ofResult(result) == Errno.EAGAIN;
  }

  private long readWithoutWaiting(long offset) {
    return readWithoutWaiting(Scratch.own().one.address(), 1, offset);
  }

  /** Reads bytes only if that needs no disk (preadv2(2), RWF_NOWAIT). */
  private long readWithoutWaiting(long address, long sizeBytes, long offset) {
    Scratch scratch = Scratch.own();
    scratch.vector.set(ValueLayout.JAVA_LONG, 0, address);
    scratch.vector.set(ValueLayout.JAVA_LONG, 8, sizeBytes);
    return Libc.preadv2(fd(), scratch.vector, offset, Abi.RWF_NOWAIT);
  }

  /** Asks the kernel to begin reading a stretch from the disk (posix_fadvise(2)); only a hint. */
  public void willNeed(long offset, long sizeBytes) {
    Libc.fadvise(fd(), offset, sizeBytes, Abi.POSIX_FADV_WILLNEED);
  }

  @Override
  public void close() {
    int number = fd.getAndSet(CLOSED);
    if (number != CLOSED) {
      Libc.close(number);
    }
  }

  public static boolean isInterrupted(long result) {
    return result < 0 && Errno.ofResult(result) == Errno.EINTR;
  }
}
