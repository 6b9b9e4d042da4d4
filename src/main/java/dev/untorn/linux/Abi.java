package dev.untorn.linux;

/** Kernel numbers that several classes use, by their C names; little-endian 64-bit machines. */
public final class Abi {
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_NO_AUTOMOUNT = 0x800;

  public static final int O_RDONLY = 0;
  public static final int O_RDWR = 2;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_PATH = 010000000;
  public static final int O_DIRECT = ARM ? 0200000 : 040000;
  public static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  public static final int STATX_BASIC_STATS = 0x7ff;
  public static final int F_SETSIG = 10;

  public static final int AF_INET = 2;
  public static final int ARPHRD_ETHER = 1;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_CLOEXEC = 02000000;
  public static final int SOL_SOCKET = 1;
  public static final int IPPROTO_TCP = 6;
  public static final int TCP_INFO = 11;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_NOSIGNAL = 0x4000;
  public static final long SIOCOUTQ = 0x5411L;

  private Abi() {}
}
