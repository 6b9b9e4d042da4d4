package dev.untorn.delivery.transfer;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Hold;

/** Where the bytes of a body are read; query it before each call. Event loop only. */
interface BodySource {
  /** The file to read now; may be another at the next call. */
  LinuxFile file();

  /** Whether pages of {@link #file} may be sent by reference now; otherwise copy its bytes. */
  boolean byReference();

  /** Whether the file is live without any protection, so that every change counts. */
  boolean isLive();

  /** Whether bytes just copied from {@link #file} belong to the version; check before sending. */
  boolean isTrue();

  /**
   * Ends the transfer; the source owns the hold, and may keep it. {@code handedOverWhole} if the
   * response's last bytes were handed to the kernel.
   */
  void done(Hold hold, boolean handedOverWhole);

  /** A file that nobody changes, or that is live without protection: sent by reference. */
  record Plain(LinuxFile file, boolean isLive) implements BodySource {
    @Override
    public boolean byReference() {
      return true;
    }

    @Override
    public boolean isTrue() {
      return true;
    }

    @Override
    public void done(Hold hold, boolean handedOverWhole) {
      hold.close();
    }
  }
}
