package dev.untorn.linux;

import static dev.untorn.linux.Downcalls.address;
import static dev.untorn.linux.Downcalls.asInt;
import static dev.untorn.linux.Downcalls.asLong;
import static dev.untorn.linux.Downcalls.call;
import static dev.untorn.linux.Downcalls.function;
import static dev.untorn.linux.Downcalls.sized;

import java.lang.foreign.MemorySegment;

/**
 * Every C function a server calls, and nothing else. Results follow the kernel's convention: {@code
 * >= 0} or a negated errno, captured for each call in memory of the calling thread.
 */
public final class Libc {
  private static final MemorySegment SYSCALL = function("syscall");
  private static final MemorySegment OPENAT = function("openat");
  private static final MemorySegment CLOSE = function("close");
  private static final MemorySegment STATX = function("statx");
  private static final MemorySegment FSTATFS = function("fstatfs");
  private static final MemorySegment PREAD = function("pread");
  private static final MemorySegment PWRITE = function("pwrite");
  private static final MemorySegment PREADV2 = function("preadv2");
  private static final MemorySegment SENDFILE = function("sendfile");
  private static final MemorySegment SENDMSG = function("sendmsg");
  private static final MemorySegment COPY_FILE_RANGE = function("copy_file_range");
  private static final MemorySegment POSIX_FADVISE = function("posix_fadvise");
  private static final MemorySegment SYNC_FILE_RANGE = function("sync_file_range");
  private static final MemorySegment FALLOCATE = function("fallocate");
  private static final MemorySegment FTRUNCATE = function("ftruncate");
  private static final MemorySegment FCNTL = function("fcntl");
  private static final MemorySegment IOCTL = function("ioctl");
  private static final MemorySegment MEMFD_CREATE = function("memfd_create");
  private static final MemorySegment GETDENTS64 = function("getdents64");
  private static final MemorySegment READLINK = function("readlink");
  private static final MemorySegment SIGNAL = function("signal");
  private static final MemorySegment GETEUID = function("geteuid");
  private static final MemorySegment MALLOC = function("malloc");
  private static final MemorySegment FREE = function("free");

  private Libc() {}

  /** openat2(2), which the C library has no function for. */
  public static int openat2(int directory, MemorySegment path, MemorySegment how) {
    return asInt(
        call(SYSCALL, Abi.SYS_OPENAT2, directory, address(path), address(how), how.byteSize()),
        path,
        how);
  }

  /** openat(2). */
  public static int openat(int directory, MemorySegment path, int flags, int permissions) {
    return asInt(call(OPENAT, directory, address(path), flags, permissions), path);
  }

  /** close(2). Never repeated on EINTR: Linux has closed the descriptor by then. */
  public static int close(int fd) {
    return asInt(call(CLOSE, fd));
  }

  /** statx(2). */
  public static int statx(
      int directory, MemorySegment path, int flags, int mask, MemorySegment result) {
    return asInt(call(STATX, directory, address(path), flags, mask, address(result)), path, result);
  }

  /** fstatfs(2). */
  public static int fstatfs(int fd, MemorySegment result) {
    return asInt(call(FSTATFS, fd, address(result)), result);
  }

  /** pread(2). */
  public static long pread(int fd, MemorySegment to, long sizeBytes, long offset) {
    return asLong(call(PREAD, fd, address(to), sizeBytes, offset), to);
  }

  /** pwrite(2). */
  public static long pwrite(int fd, MemorySegment from, long sizeBytes, long offset) {
    return asLong(call(PWRITE, fd, address(from), sizeBytes, offset), from);
  }

  /** preadv2(2) with one vector. */
  public static long preadv2(int fd, MemorySegment vector, long offset, int flags) {
    return asLong(call(PREADV2, fd, address(vector), 1, offset, flags), vector);
  }

  /** sendfile(2). */
  public static long sendfile(int socket, int file, MemorySegment offset, long sizeBytes) {
    return asLong(call(SENDFILE, socket, file, address(offset), sizeBytes), offset);
  }

  /** sendmsg(2). */
  public static long sendmsg(int socket, MemorySegment message, int flags) {
    return asLong(call(SENDMSG, socket, address(message), flags), message);
  }

  /** copy_file_range(2). */
  public static long copyFileRange(
      int from, MemorySegment fromOffset, int to, MemorySegment toOffset, long sizeBytes) {
    return asLong(
        call(COPY_FILE_RANGE, from, address(fromOffset), to, address(toOffset), sizeBytes),
        fromOffset,
        toOffset);
  }

  /** posix_fadvise(2): an errno, not negated, by the standard; here negated like the rest. */
  public static int fadvise(int fd, long offset, long sizeBytes, int advice) {
    return -(int) call(POSIX_FADVISE, fd, offset, sizeBytes, advice);
  }

  /** sync_file_range(2). */
  public static int syncFileRange(int fd, long offset, long sizeBytes, int flags) {
    return asInt(call(SYNC_FILE_RANGE, fd, offset, sizeBytes, flags));
  }

  /** cachestat(2), which the C library has no function for. */
  public static int cachestat(int fd, MemorySegment range, MemorySegment result) {
    return asInt(
        call(SYSCALL, Abi.SYS_CACHESTAT, fd, address(range), address(result), 0), range, result);
  }

  /** fallocate(2). */
  public static int fallocate(int fd, int mode, long offset, long sizeBytes) {
    return asInt(call(FALLOCATE, fd, mode, offset, sizeBytes));
  }

  /** ftruncate(2). */
  public static int ftruncate(int fd, long sizeBytes) {
    return asInt(call(FTRUNCATE, fd, sizeBytes));
  }

  /** fcntl(2) with a number. */
  public static int fcntl(int fd, int command, int argument) {
    return asInt(call(FCNTL, fd, command, argument));
  }

  /** fcntl(2) with memory. */
  public static int fcntl(int fd, int command, MemorySegment argument) {
    return asInt(call(FCNTL, fd, command, address(argument)), argument);
  }

  /** ioctl(2) with a number. */
  public static int ioctl(int fd, long request, int argument) {
    return asInt(call(IOCTL, fd, request, argument));
  }

  /** ioctl(2) with memory. */
  public static int ioctl(int fd, long request, MemorySegment argument) {
    return asInt(call(IOCTL, fd, request, address(argument)), argument);
  }

  /** memfd_create(2). */
  public static int memfdCreate(MemorySegment name, int flags) {
    return asInt(call(MEMFD_CREATE, address(name), flags), name);
  }

  /** getdents64(2). */
  public static long getdents64(int fd, MemorySegment entries) {
    return asLong(call(GETDENTS64, fd, address(entries), entries.byteSize()), entries);
  }

  /** readlink(2). */
  public static long readlink(MemorySegment path, MemorySegment to) {
    return asLong(call(READLINK, address(path), address(to), to.byteSize()), path, to);
  }

  /** signal(2). */
  public static long signal(int number, long disposition) {
    return asLong(call(SIGNAL, number, disposition));
  }

  /** geteuid(2). */
  static int geteuid() {
    return (int) call(GETEUID);
  }

  /** malloc(3), as a segment of that size whose life the caller manages. */
  static MemorySegment malloc(long sizeBytes) {
    long address = call(MALLOC, sizeBytes);
    if (address == 0) {
      throw new OutOfMemoryError("malloc of " + sizeBytes + " bytes");
    }
    return sized(address, sizeBytes);
  }

  /** free(3). */
  static void free(MemorySegment memory) {
    call(FREE, address(memory));
  }
}
