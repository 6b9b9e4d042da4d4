package dev.untorn.linux;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running kernel and this process. */
public final class Machine {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final CFunction GETEUID = CFunction.ofInt("geteuid");
  private static final CFunction SETPRIORITY = CFunction.ofInt("setpriority");
  private static final int PRIO_PROCESS = 0;

  /** Enough to run before all threads whose priority was not raised. */
  private static final int RAISED = -10;

  private static final int CAP_LEASE = 28;

  /** An administrator may change it, but reading it takes a descriptor, and callers ask often. */
  private static final long LEASE_BREAK_READ_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record LeaseBreak(int seconds, long readNanos) {}

  private static volatile LeaseBreak leaseBreak = readLeaseBreak();
  private static final String RELEASE_TEXT = read("/proc/sys/kernel/osrelease");

  private Machine() {}

  /** The kernel's release (uname(2)). */
  public static String kernelRelease() {
    return RELEASE_TEXT;
  }

  /** This host's name (uname(2)). */
  public static String hostName() {
    return read("/proc/sys/kernel/hostname");
  }

  public static boolean kernelAtLeast(int major, int minor) {
    Matcher matcher = RELEASE.matcher(RELEASE_TEXT);
    if (!matcher.matches()) {
      return false;
    }
    int hasMajor = Integer.parseInt(matcher.group(1));
    return hasMajor > major || (hasMajor == major && Integer.parseInt(matcher.group(2)) >= minor);
  }

  /**
   * Lets the calling platform thread run first (setpriority(2), which on Linux changes only that
   * thread). No effect without CAP_SYS_NICE.
   */
  public static void raisePriority() {
    var _ = SETPRIORITY.call(PRIO_PROCESS, 0, RAISED);
  }

  public static int userId() {
    return (int) GETEUID.call();
  }

  /** Whether this process may take leases on files of other users (capabilities(7), CAP_LEASE). */
  public static boolean mayLeaseAnyFile() {
    return read("/proc/self/status")
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(effective -> (effective >>> CAP_LEASE & 1) == 1);
  }

  /**
   * Seconds after which the kernel revokes a lease whose holder does not react. Read at most once a
   * second; if it cannot be read, the last value.
   */
  public static int leaseBreakSeconds() {
    LeaseBreak known = leaseBreak;
    if (System.nanoTime() - known.readNanos() < LEASE_BREAK_READ_NANOS) {
      return known.seconds();
    }
    try {
      known = readLeaseBreak();
    } catch (UncheckedIOException e) {
      known = new LeaseBreak(known.seconds(), System.nanoTime()); // No descriptor is left.
    }
    leaseBreak = known;
    return known.seconds();
  }

  private static LeaseBreak readLeaseBreak() {
    return new LeaseBreak(
        Integer.parseInt(read("/proc/sys/fs/lease-break-time")), System.nanoTime());
  }

  /** The limit of open descriptors of this process (getrlimit(2), RLIMIT_NOFILE). */
  public static long descriptorsMax() {
    return read("/proc/self/limits")
        .lines()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split(" +", -1)[0])
        .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("/proc/self/limits has no limit of open files"));
  }

  /** The number of open descriptors of this process; 0 if unknown. */
  public static long descriptorsOpen() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
