package dev.untorn.linux;

/** Numbers of the kernel's interface, each with its name there. Little-endian 64-bit machines. */
public final class Abi {
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  public static final int AT_FDCWD = -100;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int O_DIRECT = ARM ? 0200000 : 040000;
  public static final int AT_NO_AUTOMOUNT = 0x800;
  public static final int AT_EMPTY_PATH = 0x1000;

  public static final int O_RDONLY = 0;
  public static final int O_RDWR = 2;
  public static final int O_NONBLOCK = 04000;
  public static final int O_NOCTTY = 0400;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_PATH = 010000000;
  public static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  static final long SYS_OPENAT2 = 437;
  static final long SYS_CACHESTAT = 451;
  public static final long RESOLVE_NO_XDEV = 0x01;
  public static final long RESOLVE_NO_MAGICLINKS = 0x02;
  public static final long RESOLVE_NO_SYMLINKS = 0x04;
  public static final long RESOLVE_BENEATH = 0x08;
  public static final long RESOLVE_CACHED = 0x20;

  public static final int AT_STATX_DONT_SYNC = 0x4000;

  public static final int STATX_INO = 0x100;
  public static final int STATX_BASIC_STATS = 0x7ff;
  public static final int STATX_BTIME = 0x800;
  public static final int STATX_MNT_ID = 0x1000;

  static final int AF_UNSPEC = 0;
  public static final int SOL_SOCKET = 1;
  public static final int SO_MEMINFO = 55;
  public static final int SO_INCOMING_NAPI_ID = 56;
  public static final int IPPROTO_TCP = 6;
  public static final int TCP_INFO = 11;
  public static final int TCP_SAVE_SYN = 27;
  public static final int TCP_SAVED_SYN = 28;
  public static final int ARPHRD_ETHER = 1;
  public static final long SIOCGIFHWADDR = 0x8927L;

  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int F_SETSIG = 10;
  public static final int F_SETOWN_EX = 15;
  public static final int F_OWNER_TID = 0;
  public static final int F_SETLEASE = 1024;
  public static final int F_GETLEASE = 1025;
  public static final int F_ADD_SEALS = 1033;
  public static final int F_RDLCK = 0;
  public static final int F_UNLCK = 2;
  public static final int F_SEAL_ALL = 0x1 | 0x2 | 0x4 | 0x8;

  public static final long FICLONE = 0x40049409L;
  public static final long SIOCOUTQ = 0x5411L;
  public static final int MFD_CLOEXEC = 1;
  public static final int MFD_ALLOW_SEALING = 2;
  public static final int MFD_NOEXEC_SEAL = 8;

  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_CLOEXEC = 02000000;
  public static final int NETLINK_ROUTE = 0;
  public static final int NLM_F_REQUEST = 1;
  public static final int NLMSG_ERROR = 2;
  public static final int RTM_NEWROUTE = 24;
  public static final int RTM_GETROUTE = 26;
  public static final int RTA_DST = 1;
  public static final int RTA_SRC = 2;
  public static final int RTA_OIF = 4;
  public static final int RTN_UNICAST = 1;
  public static final int RTN_LOCAL = 2;
  public static final long SIOCGIFNAME = 0x8910L;
  public static final long SIOCETHTOOL = 0x8946L;
  public static final int ETHTOOL_GDRVINFO = 0x03;

  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_NOSIGNAL = 0x4000;
  public static final int MSG_MORE = 0x8000;
  public static final int RWF_NOWAIT = 0x8;
  public static final int POSIX_FADV_WILLNEED = 3;

  /** WAIT_BEFORE, WRITE and WAIT_AFTER. */
  public static final int SYNC_FILE_RANGE_ALL = 0x1 | 0x2 | 0x4;

  public static final int SIGURG = 23;
  static final int SIGIO = 29;
  public static final long SIG_IGN = 1;
  public static final int SIG_BLOCK = 0;

  private Abi() {}
}
