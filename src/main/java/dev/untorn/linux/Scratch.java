package dev.untorn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Native memory of one thread for the arguments of a call, valid until its next call. */
public final class Scratch {
  /** PATH_MAX (limits.h), with its terminating NUL. */
  public static final int PATH_SIZE_BYTES = 4096;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment path = arena.allocate(PATH_SIZE_BYTES);

  /** The empty path. */
  public final MemorySegment empty = arena.allocate(1);

  /** struct statx. */
  public final MemorySegment statx = arena.allocate(256, 8);

  /** struct statfs. */
  public final MemorySegment statfs = arena.allocate(256, 8);

  /** struct open_how. */
  public final MemorySegment openHow = arena.allocate(24, 8);

  /** Two struct iovec. */
  public final MemorySegment vectors = arena.allocate(32, 8);

  /** struct msghdr over these vectors; each call sets their number, the rest stays zero. */
  public final MemorySegment message = arena.allocate(56, 8);

  /** struct cachestat. */
  public final MemorySegment cacheStat = arena.allocate(40, 8);

  /** Two loff_t, or a struct cachestat_range. */
  public final MemorySegment offsets = arena.allocate(16, 8);

  /** One byte to read into. */
  public final MemorySegment one = arena.allocate(8, 8);

  private Scratch() {
    message.set(ValueLayout.JAVA_LONG, 16, vectors.address());
  }

  public static Scratch own() {
    return OWN.get();
  }

  /** Sets one of the {@link #vectors}. */
  public void vector(int index, long address, long sizeBytes) {
    vectors.setAtIndex(ValueLayout.JAVA_LONG, 2L * index, address);
    vectors.setAtIndex(ValueLayout.JAVA_LONG, 2L * index + 1, sizeBytes);
  }

  /**
   * The path (one char per byte) as a C string; null if it is longer than the kernel accepts, or
   * contains a NUL or a char that is not a byte.
   */
  public @Nullable MemorySegment path(String text) {
    return path(text, "");
  }

  /** As {@link #path(String)}, of two parts. */
  public @Nullable MemorySegment path(String folder, String within) {
    boolean sound = isBytesWithoutNul(folder) && isBytesWithoutNul(within);
    if (folder.length() + within.length() >= PATH_SIZE_BYTES || !sound) {
      return null;
    }
    path.set(ValueLayout.JAVA_BYTE, put(within, put(folder, 0)), (byte) 0);
    return path;
  }

  /** Returns the end of the text. */
  private int put(String text, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    MemorySegment.copy(bytes, 0, path, ValueLayout.JAVA_BYTE, at, bytes.length);
    return at + bytes.length;
  }

  private static boolean isBytesWithoutNul(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xff) {
        return false;
      }
    }
    return true;
  }
}
