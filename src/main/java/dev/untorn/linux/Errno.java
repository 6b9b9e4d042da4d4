package dev.untorn.linux;

import java.util.EnumSet;
import java.util.Set;

/** Error numbers that this program distinguishes (errno(3)), with the generic Linux values. */
public enum Errno {
  EPERM(1),
  ENOENT(2),
  EINTR(4),
  EIO(5),
  ENXIO(6),
  EBADF(9),
  EAGAIN(11),
  ENOMEM(12),
  EACCES(13),
  EEXIST(17),
  EXDEV(18),
  ENODEV(19),
  ENOTDIR(20),
  EISDIR(21),
  EINVAL(22),
  ENFILE(23),
  EMFILE(24),
  ENOTTY(25),
  ETXTBSY(26),
  EFBIG(27),
  ENOSPC(28),
  EROFS(30),
  EPIPE(32),
  ENAMETOOLONG(36),
  ENOSYS(38),
  ELOOP(40),
  EOPNOTSUPP(95),
  EAFNOSUPPORT(97),
  ENETDOWN(100),
  ENETUNREACH(101),
  ECONNABORTED(103),
  ECONNRESET(104),
  ENOTCONN(107),
  ETIMEDOUT(110),
  EHOSTUNREACH(113),
  ESTALE(116),
  EDQUOT(122),
  /** Any other number; the exception's message has the number. */
  OTHER(-1);

  private static final Set<Errno> CONNECTION_LOSSES =
      EnumSet.of(
          EPIPE,
          ENETDOWN,
          ENETUNREACH,
          ECONNABORTED,
          ECONNRESET,
          ENOTCONN,
          ETIMEDOUT,
          EHOSTUNREACH);

  private static final Errno[] BY_CODE = new Errno[134];

  static {
    for (Errno errno : values()) {
      if (errno.code >= 0) {
        BY_CODE[errno.code] = errno;
      }
    }
  }

  private final int code;

  Errno(int code) {
    this.code = code;
  }

  /** The errno in a negated result ({@code -EAGAIN} gives {@link #EAGAIN}). */
  public static Errno ofResult(long negated) {
    long code = -negated;
    Errno errno = code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : null;
    return errno == null ? OTHER : errno;
  }

  public boolean is(long result) {
    return result == -code;
  }

  /** Whether the call of this result may succeed when it is repeated. */
  public static boolean isTransient(long result) {
    return EINTR.is(result) || EAGAIN.is(result);
  }

  /** Whether the peer or the network has ended a socket's connection. */
  public boolean isConnectionLoss() {
    return CONNECTION_LOSSES.contains(this);
  }

  /** As {@link #isConnectionLoss()}, of a number from another library. */
  public static boolean isConnectionLoss(int number) {
    return ofResult(-number).isConnectionLoss();
  }

  /** Whether the disk, or its user's share, has no space left. */
  public boolean isFullDisk() {
    return this == ENOSPC || this == EDQUOT;
  }

  /** Whether the process, the system or the disk lacks a resource that may be freed again. */
  public boolean isExhaustion() {
    return this == EMFILE || this == ENFILE || this == ENOMEM || isFullDisk();
  }
}
