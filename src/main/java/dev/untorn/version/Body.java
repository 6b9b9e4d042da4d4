package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.lease.Guard;
import java.nio.ByteBuffer;

/** Where a version's bytes are. Usable while a {@link Hold} on the version is open. */
public sealed interface Body {
  /** In private memory: a direct buffer, to be duplicated before use. */
  record Memory(ByteBuffer bytes) implements Body {}

  /**
   * In a private file that nobody can write to, perhaps still being filled.
   *
   * @param source the file it was taken from, for noticing changes; of an upstream's object the
   *     private file itself
   */
  record Sealed(LinuxFile file, CopyProgress copyProgress, LinuxFile source) implements Body {}

  /** In the live file, whose writers are kept out as long as anybody sends from it. */
  record Leased(Guard guard) implements Body {}

  /** In the live file, which anybody may change. */
  record Live(LinuxFile file) implements Body {}
}
