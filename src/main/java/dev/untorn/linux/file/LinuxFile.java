package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.text.PathBytes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An owned descriptor of a file, a directory or anonymous memory. Thread-safe; close is idempotent.
 * The owner must not close it during a call: another file may reuse the number at once.
 */
public final class LinuxFile implements AutoCloseable {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int O_NONBLOCK = 04000;
  private static final int O_NOCTTY = 0400;
  private static final int RWF_NOWAIT = 0x8;
  private static final int POSIX_FADV_WILLNEED = 3;

  private static final CFunction OPENAT = CFunction.ofInt("openat").restarting();
  private static final CFunction CLOSE = CFunction.ofInt("close");
  private static final CFunction READ = CFunction.ofLong("read").restarting();
  private static final CFunction PREAD = CFunction.ofLong("pread").restarting();
  private static final CFunction PWRITE = CFunction.ofLong("pwrite").restarting();
  private static final CFunction PREADV2 = CFunction.ofLong("preadv2");
  private static final CFunction FTRUNCATE = CFunction.ofInt("ftruncate");
  private static final CFunction FSYNC = CFunction.ofInt("fsync").restarting();
  private static final CFunction FDATASYNC = CFunction.ofInt("fdatasync").restarting();
  private static final CFunction READLINK = CFunction.ofLong("readlink");
  private static final CFunction POSIX_FADVISE = CFunction.ofInt("posix_fadvise");

  private static final int CLOSED = -1;

  /**
   * isWarm checks whole blocks of this size: then small ranges at random places of a large file
   * mostly need no call, which saves a tenth of the time of a 16 KiB range.
   */
  private static final long SURROUNDINGS_BYTES = 64 * 1024;

  private static final AtomicLong FILES = new AtomicLong();

  private final AtomicInteger fd;

  /** Identifies an open file, because descriptor numbers are reused. */
  private final long serial = FILES.incrementAndGet();

  public LinuxFile(int fd) {
    this.fd = new AtomicInteger(fd);
  }

  /** Opens a directory by any path, following symlinks. */
  public static Opened openDirectory(Path path) {
    String name = PathBytes.of(path.toString());
    return open(Abi.AT_FDCWD, name, Abi.O_RDONLY | Abi.O_DIRECTORY, 0);
  }

  /** openat(2); the path has one char per byte. */
  static Opened open(int directory, String path, int flags, int permissions) {
    MemorySegment name = Scratch.own().path(path);
    return name == null
        ? new Opened.Failed(Errno.ENAMETOOLONG)
        : opened(OPENAT.call(directory, name.address(), flags | Abi.O_CLOEXEC, permissions));
  }

  /**
   * Opens a relative path for reading, never leaving this directory, whatever symlinks and races
   * there are ({@link Beneath}). Does not wait for the writer of a FIFO, nor acquire a terminal.
   *
   * @param path one char per byte; "." is this directory
   */
  public Opened openBeneath(String path, Symlinks symlinks, Walk walk) {
    return Beneath.open(this, path, symlinks, walk, Abi.O_RDONLY | O_NONBLOCK | O_NOCTTY);
  }

  /**
   * As {@link #openBeneath}, but only locates the inode (O_PATH): opens no device, needs no read
   * permission, and supports only {@link #stat()}.
   */
  public Opened locateBeneath(String path, Symlinks symlinks, Walk walk) {
    return Beneath.open(this, path, symlinks, walk, Abi.O_PATH);
  }

  public enum Walk {
    /** No limits; may wait for a disk or a network. */
    ANY,
    /**
     * Only cached names, on one filesystem: else fails (EAGAIN, EXDEV; EINVAL before Linux 5.12,
     * which has RESOLVE_CACHED).
     */
    CACHED
  }

  /** Whether resolution follows symlinks (that end beneath the directory). */
  public enum Symlinks {
    FOLLOWED,
    REFUSED
  }

  static Opened opened(long result) {
    return result < 0
        ? new Opened.Failed(Errno.ofResult(result))
        : new Opened.File(new LinuxFile((int) result));
  }

  /** The descriptor's number, for calls of other libraries while this object is open. */
  public int fd() {
    int number = fd.get();
    if (number == CLOSED) {
      throw new IllegalStateException("use of a closed descriptor");
    }
    return number;
  }

  /** The file's path, for people. */
  public String path() {
    try {
      return PathBytes.text(kernelPath());
    } catch (KernelException e) {
      return "a file";
    }
  }

  /** The file's current absolute path, one char per byte, from the kernel. */
  String kernelPath() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment link = arena.allocateFrom("/proc/self/fd/" + fd());
      MemorySegment target = arena.allocate(Scratch.PATH_SIZE_BYTES);
      long result = READLINK.call(link.address(), target.address(), target.byteSize());
      long sizeBytes = KernelException.check("readlink", result);
      byte[] path = target.asSlice(0, sizeBytes).toArray(ValueLayout.JAVA_BYTE);
      return new String(path, StandardCharsets.ISO_8859_1);
    }
  }

  public DirectoryId id() throws KernelException {
    statxSelf(DirectoryId.STATX_MASK);
    return DirectoryId.read(Scratch.own().statx);
  }

  public Stat stat() throws KernelException {
    statxSelf(Abi.STATX_BASIC_STATS);
    return Stat.read(Scratch.own().statx);
  }

  private void statxSelf(int mask) throws KernelException {
    Scratch scratch = Scratch.own();
    KernelException.check(
        "statx", Libc.statx(fd(), scratch.empty, AT_EMPTY_PATH, mask, scratch.statx));
  }

  /** The inode at a relative path, or the symlink there; null if none can be reached. */
  public @Nullable Stat statAtNoFollow(String path) {
    MemorySegment name = Scratch.own().path(path);
    int flags = Abi.AT_NO_AUTOMOUNT | Abi.AT_SYMLINK_NOFOLLOW;
    MemorySegment statx = Scratch.own().statx;
    return name == null || Libc.statx(fd(), name, flags, Abi.STATX_BASIC_STATS, statx) < 0
        ? null
        : Stat.read(statx);
  }

  /**
   * Reads from a pipe or socket into a direct buffer and moves its position. Waits for at least a
   * byte; returns 0 at the end of the stream.
   */
  public int read(ByteBuffer to) throws KernelException {
    long result = READ.call(fd(), CFunction.address(to), to.remaining());
    int sizeBytes = (int) KernelException.check("read", result);
    to.position(to.position() + sizeBytes);
    return sizeBytes;
  }

  /** Reads into a direct buffer and moves its position. Returns 0 at the end of the file. */
  public int pread(ByteBuffer to, long offset) throws IOException {
    long result = PREAD.call(fd(), CFunction.address(to), to.remaining(), offset);
    int sizeBytes = (int) KernelException.check("pread", result);
    to.position(to.position() + sizeBytes);
    return sizeBytes;
  }

  /** Writes all of a direct buffer's remaining bytes and moves its position. */
  public void pwrite(ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      long result = PWRITE.call(fd(), CFunction.address(from), from.remaining(), at);
      at += KernelException.check("pwrite", result);
      from.position(from.position() + (int) result);
    }
  }

  /**
   * Whether a range can be read without waiting for a disk, judged by its first and last byte,
   * because the kernel reads and drops pages in runs. True for files without support, and for the
   * end of the file. A range that was found warm counts as warm for a while ({@link WarmRanges}).
   *
   * @param until exclusive
   * @param lengthBytes of the file; too small a value only costs more calls
   */
  public boolean isWarm(long from, long until, long lengthBytes) {
    long around = from & -SURROUNDINGS_BYTES;
    long blockEnd = until + SURROUNDINGS_BYTES - 1 & -SURROUNDINGS_BYTES;
    long aroundUntil = Math.max(until, Math.min(blockEnd, lengthBytes));
    WarmRanges warmRanges = WarmRanges.own();
    if (warmRanges.contains(serial, around, aroundUntil)) {
      return true;
    }
    if (isWarm(aroundUntil - 1) && isWarm(around)) {
      warmRanges.add(serial, around, aroundUntil);
      return true;
    }
    boolean alone = around == from && aroundUntil == until;
    return !alone && isWarm(until - 1) && isWarm(from);
  }

  private boolean isWarm(long offset) {
    return !Errno.EAGAIN.is(readWithoutWaiting(offset));
  }

  /**
   * Fills a direct buffer, if that needs no disk (preadv2(2), RWF_NOWAIT), and moves its position.
   * Returns whether it is full; if not, its contents are undefined.
   */
  public boolean readWarm(ByteBuffer to, long offset) {
    int sizeBytes = to.remaining();
    if (readWithoutWaiting(CFunction.address(to), sizeBytes, offset) < sizeBytes) {
      return false;
    }
    to.position(to.limit());
    return true;
  }

  public boolean tellsWarmth() {
    long result = readWithoutWaiting(0);
    return result >= 0 || Errno.EAGAIN.is(result);
  }

  private long readWithoutWaiting(long offset) {
    return readWithoutWaiting(Scratch.own().one.address(), 1, offset);
  }

  /** Reads bytes only if that needs no disk (preadv2(2), RWF_NOWAIT). */
  private long readWithoutWaiting(long address, long sizeBytes, long offset) {
    Scratch scratch = Scratch.own();
    scratch.vector(0, address, sizeBytes);
    return PREADV2.call(fd(), scratch.vectors.address(), 1, offset, RWF_NOWAIT);
  }

  /** Sets the size of a file of this process (ftruncate(2)); a larger one has a hole. */
  public void resize(long sizeBytes) throws KernelException {
    KernelException.check("ftruncate", FTRUNCATE.call(fd(), sizeBytes));
  }

  /**
   * Reserves blocks from the start and sets the size (fallocate(2)), so that a copy without enough
   * space fails early. Returns false if there is no space; true also if the filesystem cannot
   * reserve.
   */
  public boolean reserve(long sizeBytes) {
    long result = Libc.FALLOCATE.call(fd(), 0, 0, sizeBytes);
    return result >= 0 || !Errno.ofResult(result).isExhaustion();
  }

  /** Waits until the bytes and the size are on the disk (fdatasync(2)). */
  public void syncData() throws KernelException {
    KernelException.check("fdatasync", FDATASYNC.call(fd()));
  }

  /** Waits until all of it is on the disk; of a directory: its names (fsync(2)). */
  void sync() throws KernelException {
    KernelException.check("fsync", FSYNC.call(fd()));
  }

  /** Asks the kernel to read a range ahead (posix_fadvise(2)). */
  void willNeed(long offset, long sizeBytes) {
    POSIX_FADVISE.call(fd(), offset, sizeBytes, POSIX_FADV_WILLNEED);
  }

  @Override
  public void close() {
    int number = fd.getAndSet(CLOSED);
    if (number != CLOSED) {
      CLOSE.call(number); // Not repeated after EINTR: Linux has closed it by then.
    }
  }
}
