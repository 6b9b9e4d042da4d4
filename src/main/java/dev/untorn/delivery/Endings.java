package dev.untorn.delivery;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.Errors.NativeIoException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.LoggerFactory;

/** How transfers end otherwise than by completion. */
public final class Endings {
  /** A disk that fails would else fill the console. */
  private static final Alarm ALARM = new Alarm(LoggerFactory.getLogger(Endings.class));

  private Endings() {}

  /** What a failed write of bytes in memory means. */
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

  /**
   * What it means that a part of a file could not be read or sent. The two have one call, but not
   * the same errors.
   *
   * @param offset somewhere before the part, or within it
   */
  static Ending ofReading(LinuxFile file, long offset, Throwable cause) {
    if (!(cause instanceof KernelException kernel)
        || kernel.errno().isConnectionLoss()
        || kernel.errno() == Errno.ENOMEM) {
      return of(cause);
    }
    ALARM.warn(() -> unreadable(file, offset, kernel));
    return Ending.UNREADABLE;
  }

  static String unreadable(LinuxFile file, long offset, KernelException cause) {
    return "a response was cut: %s cannot be read at offset %d or soon after: %s"
        .formatted(file.path(), offset, cause.getMessage());
  }

  /**
   * Closes with a reset, so that no client can take what it has for the whole, whatever the framing
   * (tcp(7), SO_LINGER 0).
   */
  public static void cut(Channel channel) {
    if (channel.isActive()) {
      resetWhenClosed(channel);
      var _ = channel.close();
    }
  }

  /** Whoever closes this channel does it with a reset: Netty itself does, after a failed write. */
  static void resetWhenClosed(Channel channel) {
    HandedOut.reset(channel);
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
  }
}
