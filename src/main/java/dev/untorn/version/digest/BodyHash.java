package dev.untorn.version.digest;

import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.GuardCopy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Hashes bytes of bodies that cannot change. Blocks; thread-safe. */
public final class BodyHash {
  /** Fits a processor's cache; large enough that the system calls cost little. */
  private static final int PIECE_BYTES = 256 << 10;

  private BodyHash() {}

  /** The hash of some bytes; empty if they may still change, or some are missing. */
  public static Optional<byte[]> of(
      Body body, DigestAlgorithm algorithm, long first, long lengthBytes, BooleanSupplier ending)
      throws IOException {
    MessageDigest hash = algorithm.begin();
    boolean all =
        switch (body) {
          case Body.Memory(ByteBuffer bytes) -> {
            hash.update(bytes.duplicate().slice((int) first, (int) lengthBytes));
            yield true;
          }
          case Body.Sealed(LinuxFile file, CopyProgress progress, LinuxFile _) ->
              progress.state() == CopyProgress.State.PROVED
                  && update(hash, file, first, lengthBytes, ending);
          case Body.Leased(Guard guard) -> {
            // Not read from the live file: a writer would have to wait. Its copy is hashed.
            Optional<GuardCopy> copy =
                guard.copy().filter(made -> made.lasting() && made.from() <= first);
            yield copy.isPresent() && update(hash, copy.get().file(), first, lengthBytes, ending);
          }
          case Body.Live _ -> false;
        };
    return all ? Optional.of(hash.digest()) : Optional.empty();
  }

  /** False if the file was too short, or the server is ending. */
  private static boolean update(
      MessageDigest hash, LinuxFile file, long first, long lengthBytes, BooleanSupplier ending)
      throws IOException {
    NativeMemory memory = NativeMemory.allocate(PIECE_BYTES);
    try {
      long left = lengthBytes;
      while (left > 0 && !ending.getAsBoolean()) {
        ByteBuffer piece = memory.buffer().limit((int) Math.min(left, PIECE_BYTES));
        if (file.pread(piece, first + lengthBytes - left) == 0) {
          return false;
        }
        left -= piece.position();
        hash.update(piece.flip());
      }
      return left == 0;
    } finally {
      memory.free();
    }
  }
}
