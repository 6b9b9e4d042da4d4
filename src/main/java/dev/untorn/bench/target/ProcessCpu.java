package dev.untorn.bench.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The processor time of processes (proc_pid_stat(5)). */
public final class ProcessCpu {
  /** USER_HZ is 100 on every architecture that Java runs on. */
  private static final long TICK_NANOS = 10_000_000;

  /** Counted after the name in parentheses, which may contain anything. */
  private static final int UTIME = 11;

  private static final int STIME = 12;

  private ProcessCpu() {}

  /** User and system time of processes and their descendants; empty if a process is missing. */
  public static OptionalLong nanos(Set<Long> pids) {
    if (pids.isEmpty() || pids.stream().anyMatch(pid -> ofOne(pid).isEmpty())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        pids.stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .map(ProcessHandle::pid)
            .distinct()
            .mapToLong(pid -> ofOne(pid).orElse(0))
            .sum());
  }

  private static OptionalLong ofOne(long pid) {
    try {
      return OptionalLong.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  static long parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * TICK_NANOS;
  }
}
