package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.ShortFileException;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import io.netty.channel.unix.Errors.NativeIoException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** How transfers end other than by completion. */
final class Endings {
  /** Otherwise a failing disk would flood the console. */
  private static final Alarm ALARM = new Alarm(LoggerFactory.getLogger(Endings.class));

  private Endings() {}

  /** The ending after a failed write from memory. */
  static Ending of(Throwable cause) {
    return switch (cause) {
      case ClosedChannelException _ -> Ending.CLIENT_GONE;
      case KernelException kernel when kernel.errno().isConnectionLoss() -> Ending.CLIENT_GONE;
      case NativeIoException netty when Errno.isConnectionLoss(-netty.expectedErr()) ->
          Ending.CLIENT_GONE;
      default -> {
        ALARM.warn(() -> "a response was cut: " + cause);
        yield Ending.FAILED;
      }
    };
  }

  /** The ending if a part of the file behind {@code offset} could not be read or sent. */
  static Transfer.Ended ofReading(LinuxFile file, long offset, long bodyBytes, Throwable cause) {
    if (cause instanceof ShortFileException) {
      Modification shrunk = new Modification(Modification.Kind.SHRUNK, Modification.Phase.SENDING);
      return new Transfer.Ended(Ending.SHORT, bodyBytes, Optional.of(shrunk));
    }
    // One call reads and sends, but the errors differ.
    if (!(cause instanceof KernelException kernel)
        || kernel.errno().isConnectionLoss()
        || kernel.errno() == Errno.ENOMEM) {
      return new Transfer.Ended(of(cause), bodyBytes, Optional.empty());
    }
    ALARM.warn(() -> unreadable(file, offset, kernel));
    return new Transfer.Ended(Ending.UNREADABLE, bodyBytes, Optional.empty());
  }

  static String unreadable(LinuxFile file, long offset, KernelException cause) {
    return "a response was cut: %s cannot be read at offset %d or soon after: %s"
        .formatted(file.path(), offset, cause.getMessage());
  }
}
