package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Denied;
import dev.untorn.linux.SeccompChild;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.Fields;
import dev.untorn.testing.VolatileDisk;
import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever moment a crash comes at, nothing wrong is found afterwards, and fills go on. */
@Timeout(600)
final class CrashTest {
  /** The exit code of a process that was killed: 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  /** By then some objects are on the disk, however slow the machine is. */
  private static final int WARM_LINES = 100;

  private static final int RUNS_ON_MILLIS_MAX = 1500;
  private static final int KILLS = 6;
  private static final int CUTS = 3;
  private static final int CUTS_MAX = 10;
  private static final int TORN_BYTES = 10;

  @TempDir private Path directory;

  private final Random random = new Random();
  private final CrashJudge judge = new CrashJudge();

  private interface Crash {
    void run(Process child) throws Exception;
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Begins a kernel that only says that it has waited for the disk. */
  private static List<String> commandWithoutDisk(String... arguments) {
    return SeccompChild.command(
        List.of(Denied.FDATASYNC, Denied.FSYNC), 0, CrashChild.class.getName(), arguments);
  }

  private void runChild(Path store, Crash crash) throws Exception {
    runChild(store, CrashTest::command, crash);
  }

  /** Runs a child until some moment after its first steps, and notes what it said. */
  private void runChild(Path store, Function<String[], List<String>> command, Crash crash)
      throws Exception {
    String[] arguments = {
      store.toString(), Long.toString(random.nextLong()), Long.toString(judge.lastVersion())
    };
    Process child =
        new ProcessBuilder(command.apply(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      CrashJudge.Said said = new CrashJudge.Said();
      for (int i = 0; i < WARM_LINES; i++) {
        said.add(lines.readLine());
      }
      Thread crashing = Thread.ofPlatform().start(() -> crashLater(child, said, crash));
      lines.lines().forEach(said::add);
      crashing.join();
      judge.note(said);
    } finally {
      kill(child);
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      assertEquals(KILLED, child.exitValue(), "it failed by itself");
    }
  }

  private void crashLater(Process child, CrashJudge.Said said, Crash crash) {
    try {
      Thread.sleep(random.nextInt(RUNS_ON_MILLIS_MAX));
      said.crashBegins();
      crash.run(child);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      kill(child);
    }
  }

  /** Leaves its output to be read, unlike the process's own method. */
  private static void kill(Process child) {
    var _ = child.toHandle().destroyForcibly();
  }

  @Test
  void a_process_killed_at_any_moment_leaves_nothing_wrong() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      runChild(directory, CrashTest::kill);
      assertEquals(List.of(), judge.wrong(directory));
    }
    assertTrue(hasSeenBoth(), judge::toString);
  }

  /** Each time on what the crash before has left. */
  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void a_power_cut_at_any_moment_leaves_nothing_wrong(Filesystem kind) throws Exception {
    try (VolatileDisk disk = VolatileDisk.mount(kind)) {
      for (int i = 0; i < CUTS || (!hasSeenBoth() && i < CUTS_MAX); i++) {
        boolean hasFlushed = i % 2 == 1;
        runChild(disk.path(), _ -> cutPower(disk, hasFlushed));
        disk.restart();
        assertEquals(List.of(), judge.wrong(disk.path()));
      }
    }
    assertTrue(hasSeenBoth(), judge::toString);
  }

  private boolean hasSeenBoth() {
    return judge.found() > 0 && judge.resumed() > 0;
  }

  /** Often the kernel has just written all by itself, broken bodies too, which nobody waits for. */
  private void cutPower(VolatileDisk disk, boolean hasFlushed) throws Exception {
    if (hasFlushed) {
      disk.flush();
    }
    disk.cutPower();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void a_purge_that_was_answered_outlasts_a_power_cut(Filesystem kind) throws Exception {
    try (VolatileDisk disk = VolatileDisk.mount(kind)) {
      try (ObjectStore store = open(disk.path())) {
        Objects.store(store, Objects.KEY, Objects.PLAIN, CrashChild.bytes(0, 1));
        store.flush();
        disk.flush();
        disk.cutPower();
      }
      disk.restart();
      try (ObjectStore store = open(disk.path())) {
        assertFalse(Objects.isAbsent(store, Objects.KEY));
        assertTrue(store.purge(Objects.KEY));
        disk.cutPower();
      }
      disk.restart();
      try (ObjectStore store = open(disk.path())) {
        assertTrue(Objects.isAbsent(store, Objects.KEY));
      }
    }
  }

  /** A control: purges of what was there before are undone if the disk is not waited for. */
  @Test
  void a_power_cut_is_noticed_where_nothing_waits_for_the_disk() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (VolatileDisk disk = VolatileDisk.mount(Filesystem.EXT)) {
      for (int i = 0; i < CUTS_MAX && wrong.isEmpty(); i++) {
        runChild(disk.path(), _ -> disk.cutPower());
        disk.restart();
        runChild(disk.path(), CrashTest::commandWithoutDisk, _ -> disk.cutPower());
        disk.restart();
        wrong.addAll(judge.wrong(disk.path()));
      }
    }
    assertNotEquals(List.of(), wrong);
  }

  /** A control: as if a body had its name before its bytes were on the disk. */
  @Test
  void a_torn_body_is_noticed() throws Exception {
    judge.begun(0, 1);
    byte[] bytes = CrashChild.bytes(0, 1);
    try (ObjectStore store = open(directory)) {
      StoredHead head = Objects.head(Fields.of("ETag", CrashChild.validator(1)), Fields.NONE);
      Objects.store(store, CrashChild.key(0), head, bytes);
    }
    Path body = directory.resolve("objects").resolve(Objects.bodies(directory).getFirst());
    try (RandomAccessFile file = new RandomAccessFile(body.toFile(), "rw")) {
      file.seek(bytes.length - TORN_BYTES);
      file.write(new byte[TORN_BYTES]);
    }
    assertNotEquals(List.of(), judge.wrong(directory));
  }
}
