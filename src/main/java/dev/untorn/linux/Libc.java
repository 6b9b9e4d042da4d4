package dev.untorn.linux;

import static dev.untorn.linux.Downcalls.broken;
import static dev.untorn.linux.Downcalls.function;
import static dev.untorn.linux.Downcalls.outcome;
import static dev.untorn.linux.Downcalls.procedure;
import static dev.untorn.linux.Downcalls.sized;
import static dev.untorn.linux.Downcalls.state;
import static dev.untorn.linux.Downcalls.variadic;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Every C function this program calls, and nothing else. Results follow the kernel's convention:
 * {@code >= 0} or a negated errno, captured for each call in memory of the calling thread.
 */
final class Libc {
  private static final MethodHandle OPENAT2 =
      variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPENAT =
      variadic("openat", 3, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle STATX =
      function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle FSTATFS = function("fstatfs", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle PREAD =
      function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PWRITE =
      function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PREADV2 =
      function("preadv2", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SENDFILE =
      function("sendfile", JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle SENDMSG =
      function("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle COPY_FILE_RANGE =
      function(
          "copy_file_range", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle FADVISE =
      function("posix_fadvise", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle FDATASYNC = function("fdatasync", JAVA_INT, JAVA_INT);
  private static final MethodHandle FCNTL =
      variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle IOCTL_INT =
      variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle IOCTL_ADDRESS =
      variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle MEMFD_CREATE =
      function("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETDENTS64 =
      function("getdents64", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle SIGNAL = function("signal", JAVA_LONG, JAVA_INT, JAVA_LONG);
  private static final MethodHandle GETEUID = function("geteuid", JAVA_INT);
  private static final MethodHandle MALLOC = function("malloc", ADDRESS, JAVA_LONG);
  private static final MethodHandle FREE = procedure("free", ADDRESS);

  private Libc() {}

  /** openat2(2). */
  static int openat2(int directory, MemorySegment path, MemorySegment how) {
    try {
      MemorySegment state = state();
      return (int)
          outcome(
              state,
              (long)
                  OPENAT2.invokeExact(
                      state, Abi.SYS_OPENAT2, directory, path, how, how.byteSize()));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** openat(2). */
  static int openat(int directory, MemorySegment path, int flags, int permissions) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) OPENAT.invokeExact(state, directory, path, flags, permissions));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** close(2). Never repeated on EINTR: Linux has closed the descriptor by then. */
  static int close(int fd) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) CLOSE.invokeExact(state, fd));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** statx(2). */
  static int statx(int directory, MemorySegment path, int flags, int mask, MemorySegment result) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) STATX.invokeExact(state, directory, path, flags, mask, result));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** fstatfs(2). */
  static int fstatfs(int fd, MemorySegment result) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) FSTATFS.invokeExact(state, fd, result));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** pread(2). */
  static long pread(int fd, MemorySegment to, long sizeBytes, long offset) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) PREAD.invokeExact(state, fd, to, sizeBytes, offset));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** pwrite(2). */
  static long pwrite(int fd, MemorySegment from, long sizeBytes, long offset) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) PWRITE.invokeExact(state, fd, from, sizeBytes, offset));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** preadv2(2) with one vector. */
  static long preadv2(int fd, MemorySegment vector, long offset, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) PREADV2.invokeExact(state, fd, vector, 1, offset, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** sendfile(2). */
  static long sendfile(int socket, int file, MemorySegment offset, long sizeBytes) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) SENDFILE.invokeExact(state, socket, file, offset, sizeBytes));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** sendmsg(2). */
  static long sendmsg(int socket, MemorySegment message, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) SENDMSG.invokeExact(state, socket, message, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** copy_file_range(2). */
  static long copyFileRange(
      int from, MemorySegment fromOffset, int to, MemorySegment toOffset, long sizeBytes) {
    try {
      MemorySegment state = state();
      return outcome(
          state,
          (long) COPY_FILE_RANGE.invokeExact(state, from, fromOffset, to, toOffset, sizeBytes, 0));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** posix_fadvise(2): an errno, not negated, by the standard; here negated like the rest. */
  static int fadvise(int fd, long offset, long sizeBytes, int advice) {
    try {
      return -(int) FADVISE.invokeExact(state(), fd, offset, sizeBytes, advice);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** fdatasync(2). */
  static int fdatasync(int fd) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) FDATASYNC.invokeExact(state, fd));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** fcntl(2) with a number. */
  static int fcntl(int fd, int command, int argument) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) FCNTL.invokeExact(state, fd, command, argument));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** ioctl(2) with a number. */
  static int ioctl(int fd, long request, int argument) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) IOCTL_INT.invokeExact(state, fd, request, argument));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** ioctl(2) with memory. */
  static int ioctl(int fd, long request, MemorySegment argument) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) IOCTL_ADDRESS.invokeExact(state, fd, request, argument));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** memfd_create(2). */
  static int memfdCreate(MemorySegment name, int flags) {
    try {
      MemorySegment state = state();
      return outcome(state, (int) MEMFD_CREATE.invokeExact(state, name, flags));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** getdents64(2). */
  static long getdents64(int fd, MemorySegment entries) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) GETDENTS64.invokeExact(state, fd, entries, entries.byteSize()));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** signal(2). */
  static long signal(int number, long disposition) {
    try {
      MemorySegment state = state();
      return outcome(state, (long) SIGNAL.invokeExact(state, number, disposition));
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** geteuid(2). */
  static int geteuid() {
    try {
      return (int) GETEUID.invokeExact(state());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** malloc(3), as a segment of that size whose life the caller manages. */
  static MemorySegment malloc(long sizeBytes) {
    try {
      MemorySegment memory = (MemorySegment) MALLOC.invokeExact(state(), sizeBytes);
      if (memory.equals(MemorySegment.NULL)) {
        throw new OutOfMemoryError("malloc of " + sizeBytes + " bytes");
      }
      return sized(memory, sizeBytes);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** free(3). */
  static void free(MemorySegment memory) {
    try {
      FREE.invokeExact(memory);
    } catch (Throwable t) {
      throw broken(t);
    }
  }
}
