package dev.untorn.linux.file;

import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

final class KernelPath {
  private static final CFunction READLINK = CFunction.ofLong("readlink");
  private static final String DESCRIPTORS = "/proc/self/fd/";

  private KernelPath() {}

  /** The current absolute path of an open file, one char per byte, from the kernel. */
  static String of(LinuxFile file) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment link = arena.allocateFrom(DESCRIPTORS + file.fd());
      MemorySegment target = arena.allocate(Scratch.PATH_SIZE_BYTES);
      long result = READLINK.call(link.address(), target.address(), target.byteSize());
      long sizeBytes = KernelException.check("readlink", result);
      byte[] path = target.asSlice(0, sizeBytes).toArray(ValueLayout.JAVA_BYTE);
      return new String(path, StandardCharsets.ISO_8859_1);
    }
  }
}
