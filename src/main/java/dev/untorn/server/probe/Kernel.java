package dev.untorn.server.probe;

import dev.untorn.config.Settings;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Machine;
import dev.untorn.linux.MemoryLimit;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.server.MemoryBudget;
import dev.untorn.server.NativeTransport;
import dev.untorn.server.Obstacle;
import dev.untorn.server.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tests the kernel's features on unnamed files. */
final class Kernel {
  /** For threads, sockets, pipes, jars, logs. */
  private static final long OTHER_DESCRIPTORS = 200;

  /** These take some milliseconds; a coarse clock ticks every 1 to 10 ms. */
  private static final int TIMESTAMP_WRITES = 1000;

  private Kernel() {}

  /** In no order. */
  static List<Fact> facts(LinuxFile directory, Settings settings) {
    List<Fact> facts = new ArrayList<>(onUnnamedFile(directory));
    SystemCalls calls = SystemCalls.of(directory, settings.store().spool());
    Collections.addAll(
        facts,
        Topic.KERNEL.plain("Linux " + Machine.kernelRelease()),
        fact(
            Topic.NATIVE_TRANSPORT,
            NativeTransport.obstacle(),
            "their native library can be loaded"),
        leaseBreak(settings),
        fact(Topic.OPENAT2, calls.fatal(), "keeps requests beneath the directory"),
        refused(calls.notes()),
        memoryFiles(),
        descriptors(settings),
        memory(settings));
    return facts;
  }

  /** Weak because of an obstacle, else good. */
  private static Fact fact(Topic topic, Optional<Obstacle> obstacle, String good) {
    return obstacle.map(it -> topic.weak(it.what(), it.remedy())).orElseGet(() -> topic.good(good));
  }

  private static List<Fact> onUnnamedFile(LinuxFile directory) {
    return switch (AnonymousFile.inDirectory(directory)) {
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield List.of(
              Topic.UNNAMED_FILES.good("can be made beside the files"),
              SharedPages.of(file),
              timestamps(file),
              coldReads(file));
        }
      }
      case Opened.Failed(Errno errno) -> inMemory(errno);
    };
  }

  /** For read-only directories; sendfile shares memory pages too. */
  private static List<Fact> inMemory(Errno errno) {
    Fact none =
        Topic.UNNAMED_FILES.weak(
            "none beside the files (" + errno + "), so there are no clones",
            "let the server write to the directory, if it is on XFS or btrfs");
    if (AnonymousFile.inMemory() instanceof Opened.File(LinuxFile file)) {
      try (file) {
        return List.of(none, SharedPages.of(file));
      }
    }
    return List.of(none);
  }

  /** Compares the timestamps of an own file before and after each of many writes. */
  private static Fact timestamps(LinuxFile file) {
    try {
      int unseen = 0;
      for (int i = 0; i < TIMESTAMP_WRITES; i++) {
        long before = file.stat().ctimeNanos();
        file.pwrite(ByteBuffer.allocateDirect(1), 0);
        unseen += file.stat().ctimeNanos() == before ? 1 : 0;
      }
      return unseen == 0
          ? Topic.TIMESTAMPS.good("each of %,d writes moved ctime".formatted(TIMESTAMP_WRITES))
          : Topic.TIMESTAMPS.weak(
              "%,d of %,d writes did not move ctime".formatted(unseen, TIMESTAMP_WRITES),
              "a version is kept only when its file has not changed for a while; Linux 6.13 or"
                  + " newer gives every write its own time on ext4, XFS, btrfs and tmpfs");
    } catch (IOException e) {
      return Topic.TIMESTAMPS.plain("not tried: " + e.getMessage());
    }
  }

  private static Fact coldReads(LinuxFile file) {
    return file.tellsWarmth()
        ? Topic.READS_WITHOUT_WAITING.good("are detected before they wait (RWF_NOWAIT)")
        : Topic.READS_WITHOUT_WAITING.weak(
            "cannot be detected in advance: other connections wait with them",
            "serve from ext4, XFS or btrfs, or set network.threads higher");
  }

  private static Fact leaseBreak(Settings settings) {
    int seconds = Machine.leaseBreakSeconds();
    String text =
        "the kernel lets a writer wait %d s, Untorn %,d ms (store.writer-hold)"
            .formatted(seconds, settings.store().writerHold().toMillis());
    return Topic.LEASE_BREAK_TIME.goodIf(
        settings.store().writerHold().multipliedBy(2).toSeconds() < seconds,
        text,
        "sysctl fs.lease-break-time=45, or lower store.writer-hold");
  }

  private static Fact refused(List<Obstacle> refused) {
    return refused.isEmpty()
        ? Topic.SYSTEM_CALLS.good("none that the server makes is refused")
        : Topic.SYSTEM_CALLS.weak(
            refused.stream().map(Obstacle::what).collect(Collectors.joining("; ")),
            refused.getFirst().remedy());
  }

  private static Fact memoryFiles() {
    if (!(AnonymousFile.inMemory() instanceof Opened.File(LinuxFile file))) {
      return Topic.MEMORY_FILES.weak(
          "none: copies need a disk", "let seccomp allow it, or use a newer kernel");
    }
    file.close();
    return Topic.MEMORY_FILES.good("can be made (memfd): copies need no disk");
  }

  private static Fact memory(Settings settings) {
    MemoryBudget budget = new MemoryBudget(MemoryLimit.bytes());
    return fact(
        Topic.MEMORY,
        budget.notes(settings).stream().findFirst(),
        "%,d MiB may be used: enough for store.memory and limits.connections"
            .formatted(budget.limitBytes() >> 20));
  }

  private static Fact descriptors(Settings settings) {
    long max = Machine.descriptorsMax();
    long wanted = 2L * (settings.limits().connections() + OTHER_DESCRIPTORS);
    String text =
        "%,d allowed: half for versions in files; %,d connections and the rest may take %,d"
            .formatted(max, settings.limits().connections(), wanted / 2);
    return Topic.DESCRIPTORS.goodIf(
        max >= wanted,
        text,
        "raise it (systemd: LimitNOFILE=%1$d, docker: --ulimit nofile=%1$d), or lower"
                .formatted(wanted)
            + " limits.connections");
  }
}
