package dev.untorn.linux;

import dev.untorn.text.PathBytes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the dynamic linker can load a file (dlopen(3)). */
public final class SharedLibrary {
  // Looked up in advance, because a lookup replaces the linker's last error.
  private static final CFunction DLOPEN = CFunction.ofLong("dlopen");
  private static final CFunction DLCLOSE = CFunction.ofInt("dlclose");
  private static final CFunction DLERROR = CFunction.ofLong("dlerror");

  private static final int RTLD_NOW = 2;

  /** Longer reasons are cut. */
  private static final int REASON_SIZE_BYTES_MAX = 4096;

  private SharedLibrary() {}

  /** Why a library cannot be loaded, in the linker's words; empty if it can. Unloads it again. */
  public static Optional<String> obstacle(Path library) {
    MemorySegment path = Scratch.own().path(PathBytes.of(library.toString()));
    if (path == null) {
      return Optional.of("its path is too long");
    }
    long handle = DLOPEN.call(path.address(), RTLD_NOW);
    if (handle == 0) {
      return Optional.of(reason(library));
    }
    DLCLOSE.call(handle);
    return Optional.empty();
  }

  /** Cuts off the path, with which the linker's message begins. */
  private static String reason(Path library) {
    long text = DLERROR.call();
    String reason =
        text == 0 ? "no reason" : CFunction.memory(text, REASON_SIZE_BYTES_MAX).getString(0);
    return reason.startsWith(library + ": ")
        ? reason.substring(library.toString().length() + 2)
        : reason;
  }
}
