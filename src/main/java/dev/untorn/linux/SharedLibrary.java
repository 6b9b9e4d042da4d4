package dev.untorn.linux;

import static dev.untorn.linux.Downcalls.address;
import static dev.untorn.linux.Downcalls.asLong;
import static dev.untorn.linux.Downcalls.call;
import static dev.untorn.linux.Downcalls.function;
import static dev.untorn.linux.Downcalls.sized;

import dev.untorn.text.PathBytes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the dynamic linker whether it can load a file (dlopen(3)). */
public final class SharedLibrary {
  // Found beforehand: to look a function up replaces the linker's last error.
  private static final MemorySegment DLOPEN = function("dlopen");
  private static final MemorySegment DLCLOSE = function("dlclose");
  private static final MemorySegment DLERROR = function("dlerror");

  private static final int RTLD_NOW = 2;

  /** Longer reasons are cut. */
  private static final int REASON_SIZE_BYTES_MAX = 4096;

  private SharedLibrary() {}

  /**
   * Why a library cannot be loaded, in the linker's words; empty if it can. It is unloaded again.
   */
  public static Optional<String> obstacle(Path library) {
    MemorySegment path = Scratch.own().path(PathBytes.of(library.toString()));
    if (path == null) {
      return Optional.of("its path is too long");
    }
    long handle = asLong(call(DLOPEN, address(path), RTLD_NOW), path);
    if (handle == 0) {
      return Optional.of(reason(library));
    }
    call(DLCLOSE, handle);
    return Optional.empty();
  }

  /** The linker begins with the path, which the caller knows. */
  private static String reason(Path library) {
    long text = call(DLERROR);
    String reason = text == 0 ? "no reason" : sized(text, REASON_SIZE_BYTES_MAX).getString(0);
    return reason.startsWith(library + ": ")
        ? reason.substring(library.toString().length() + 2)
        : reason;
  }
}
