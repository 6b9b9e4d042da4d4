package dev.untorn.linux;

/** A system call, or one command of it, that {@link SeccompChild} has the kernel refuse. */
public enum Denied {
  OPENAT2(437, 437),
  STATX(332, 291),
  SENDFILE(40, 71),
  SENDMSG(46, 211),
  PREADV2(327, 286),
  CACHESTAT(451, 451),
  COPY_FILE_RANGE(326, 285),
  SYNC_FILE_RANGE(277, 84),
  FSYNC(74, 82),
  FDATASYNC(75, 83),
  MEMFD_CREATE(319, 279),
  RT_SIGTIMEDWAIT(128, 137),
  F_SETSIG(72, 25, 1, Abi.F_SETSIG),
  F_SETOWN_EX(72, 25, 1, 15),
  F_SETLEASE(72, 25, 1, 1024),
  F_GETLEASE(72, 25, 1, 1025),
  F_ADD_SEALS(72, 25, 1, 1033),
  FICLONE(16, 29, 1, (int) 0x40049409L),
  SIOCOUTQ(16, 29, 1, (int) Abi.SIOCOUTQ),
  O_TMPFILE(257, 56, 2, Abi.O_TMPFILE | Abi.O_RDWR | Abi.O_CLOEXEC),
  TCP_INFO(55, 209, 2, 11);

  /** Stands for a call as a whole. */
  static final int WHOLE = -1;

  private final int amd64;
  private final int aarch64;
  private final int argument;
  private final int value;

  Denied(int amd64, int aarch64) {
    this(amd64, aarch64, WHOLE, 0);
  }

  Denied(int amd64, int aarch64, int argument, int value) {
    this.amd64 = amd64;
    this.aarch64 = aarch64;
    this.argument = argument;
    this.value = value;
  }

  /** The number of the call on this machine. */
  int number() {
    return System.getProperty("os.arch").equals("aarch64") ? aarch64 : amd64;
  }

  /** The argument that has to have the {@link #value}, counted from 0; or {@link #WHOLE}. */
  int argument() {
    return argument;
  }

  int value() {
    return value;
  }
}
