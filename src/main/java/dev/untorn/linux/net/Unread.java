package dev.untorn.linux.net;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.ValueLayout;

/** What a TCP socket has received. Another library owns the descriptor. */
public final class Unread {
  private static final long SIOCINQ = 0x541bL;

  private Unread() {}

  /** Bytes that were received and not read yet (ioctl SIOCINQ, tcp(7)). */
  public static long bytes(int socket) throws KernelException {
    var unread = Scratch.own().one;
    KernelException.check("SIOCINQ", Libc.IOCTL.call(socket, SIOCINQ, unread.address()));
    return unread.get(ValueLayout.JAVA_INT, 0);
  }
}
