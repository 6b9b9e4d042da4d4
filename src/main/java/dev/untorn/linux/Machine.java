package dev.untorn.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts about the running kernel and this process. */
public final class Machine {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int CAP_LEASE = 28;
  private static final String RELEASE_TEXT = read("/proc/sys/kernel/osrelease");

  private Machine() {}

  /** The kernel's release, as uname(2) tells it. */
  public static String kernelRelease() {
    return RELEASE_TEXT;
  }

  /** Whether the kernel's release is at least the one given. */
  public static boolean kernelAtLeast(int major, int minor) {
    Matcher matcher = RELEASE.matcher(RELEASE_TEXT);
    if (!matcher.matches()) {
      return false;
    }
    int hasMajor = Integer.parseInt(matcher.group(1));
    return hasMajor > major || (hasMajor == major && Integer.parseInt(matcher.group(2)) >= minor);
  }

  /** The effective user id. */
  public static int userId() {
    return Libc.geteuid();
  }

  /** Whether this process may take leases on files of others (capabilities(7), CAP_LEASE). */
  public static boolean mayLeaseAnyFile() {
    return read("/proc/self/status")
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(effective -> (effective >>> CAP_LEASE & 1) == 1);
  }

  /** Seconds after which the kernel takes a lease away from a holder that does not react. */
  public static int leaseBreakSeconds() {
    return Integer.parseInt(read("/proc/sys/fs/lease-break-time"));
  }

  /** How many descriptors this process may have open (getrlimit(2), RLIMIT_NOFILE). */
  public static long descriptorsMax() {
    return read("/proc/self/limits")
        .lines()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split(" +", -1)[0])
        .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("/proc/self/limits tells no limit"));
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
