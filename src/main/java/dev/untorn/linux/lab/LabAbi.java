package dev.untorn.linux.lab;

import dev.untorn.linux.Abi;

/** Numbers of the kernel's interface that only the lab needs; see {@link Abi} for the others. */
public final class LabAbi {
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  public static final int O_WRONLY = 1;
  public static final int O_TRUNC = 01000;

  static final int F_SETPIPE_SZ = 1031;
  static final int F_GETPIPE_SZ = 1032;
  static final int SPLICE_F_NONBLOCK = 2;
  static final int SPLICE_F_GIFT = 8;

  public static final int FALLOC_FL_KEEP_SIZE = 1;
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  static final int SOCK_STREAM = 1;
  static final int SOCK_NONBLOCK = 04000;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVTIMEO = 20;
  static final int SOL_IP = 0;
  static final int IP_TRANSPARENT = 19;
  static final int TCP_NODELAY = 1;

  static final long SIOCSARP = 0x8955L;
  static final int ATF_COM = 2;
  static final int ATF_PERM = 4;

  static final int CLONE_NEWNET = 0x40000000;
  static final int ETHTOOL_SSG = 0x19;

  private LabAbi() {}
}
