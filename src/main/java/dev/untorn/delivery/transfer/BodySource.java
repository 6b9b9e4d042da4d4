package dev.untorn.delivery.transfer;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Hold;

/** Where the bytes of a body are read, asked anew before each call. Event loop only. */
interface BodySource {
  /** The file to read now; another one may have its place when this is asked again. */
  LinuxFile file();

  /** Whether pages of {@link #file} may be handed out now; otherwise its bytes are copied first. */
  boolean byReference();

  /** Whether nothing is promised of it, so that every change counts. */
  boolean isLive();

  /**
   * Whether bytes just copied from {@link #file} belong to the version. To be called after each
   * copying, before the bytes are sent.
   */
  boolean isTrue();

  /**
   * The transfer has ended. The source owns the hold from here on, and may keep it for longer.
   *
   * @param handedOverWhole whether the response's last bytes have been handed to the kernel
   */
  void done(Hold hold, boolean handedOverWhole);

  /** A file that nobody changes, or of which nothing is promised: sent by reference. */
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
