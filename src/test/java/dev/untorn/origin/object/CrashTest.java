package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.open;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.check.Finding;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.semantics.Fields;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever moment a crash comes at, nothing wrong is found afterwards, and fills go on. */
@Timeout(300)
final class CrashTest {
  /** The exit code of a process that was killed: 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  /** By then some objects are on the disk, however slow the machine is. */
  private static final int WARM_LINES = 30;

  private static final int KILLS = 6;
  private static final int CRASHES = 3;
  private static final int CRASHES_MAX = 10;
  private static final int KEYS = CrashChild.THREADS * CrashChild.KEYS_OF_ONE;

  @TempDir private Path directory;

  private final Random random = new Random();
  private final long[] begun = new long[KEYS];
  private final long[] purged = new long[KEYS];
  private long found;
  private long resumed;

  private interface Crash {
    void run(Process child) throws Exception;
  }

  /** Runs a child until some moment after its first steps, and notes what it said. */
  private void runChild(Path store, Crash crash) throws Exception {
    long version = Arrays.stream(begun).max().orElseThrow();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            store.toString(),
            Long.toString(random.nextLong()),
            Long.toString(version));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = new ArrayList<>();
      while (said.size() < WARM_LINES) {
        said.add(lines.readLine());
      }
      Thread crashing =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(random.nextInt(1500));
                  crash.run(child);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                } finally {
                  kill(child);
                }
              });
      lines.lines().forEach(said::add);
      crashing.join();
      said.forEach(this::note);
    } finally {
      kill(child);
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      assertEquals(KILLED, child.exitValue(), "it failed by itself");
    }
  }

  /** Leaves its output to be read, unlike the process's own method. */
  private static void kill(Process child) {
    var _ = child.toHandle().destroyForcibly();
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    int key = Integer.parseInt(words[1]);
    long version = Long.parseLong(words[2]);
    switch (words[0]) {
      case "begun" -> begun[key] = Math.max(begun[key], version);
      case "purged" -> purged[key] = Math.max(purged[key], version);
      default -> throw new AssertionError(line);
    }
  }

  private void judge(Path path) throws Exception {
    assertEquals(List.of(), wrong(path));
    try (ObjectStore store = open(path)) {
      store.awaitCounted();
      assertEquals(Objects.bodies(path).size(), store.stats().objects());
      for (int key = 0; key < KEYS; key++) {
        judge(store, key);
        resumeAll(store, key);
      }
    }
    assertEquals(List.of(), wrong(path));
  }

  private void judge(ObjectStore store, int key) throws Exception {
    if (store.find(CrashChild.key(key), Fields.NONE) instanceof FindResult.Found(var hold)) {
      try (hold) {
        byte[] bytes = Objects.bytes(hold.body(), hold.object().lengthBytes());
        long version = ByteBuffer.wrap(bytes).getLong(Long.BYTES);
        assertArrayEquals(CrashChild.bytes(key, version), bytes);
        assertEquals(Optional.of(CrashChild.validator(version)), hold.object().validator());
        assertTrue(version > purged[key] && version <= begun[key], "version " + version);
        found++;
      }
    }
  }

  private static Optional<PartialFill> resumable(ObjectStore store, int key) {
    return store.resumable(CrashChild.key(key), Fields.NONE);
  }

  /** Completes all partial fills of a key. */
  private void resumeAll(ObjectStore store, int key) throws Exception {
    for (Optional<PartialFill> left = resumable(store, key);
        left.isPresent();
        left = resumable(store, key)) {
      try (PartialFill partial = left.get()) {
        long version = CrashChild.version(partial.validator());
        assertTrue(version > purged[key] && version <= begun[key], "version " + version);
        byte[] bytes = CrashChild.bytes(key, version);
        try (ObjectFill fill = Objects.resume(store, partial)) {
          Objects.append(fill, Arrays.copyOfRange(bytes, (int) partial.bytes(), bytes.length));
          Objects.prove(fill);
        }
        assertArrayEquals(bytes, Objects.stored(store, CrashChild.key(key)));
        resumed++;
      }
    }
  }

  /** What a check of all files finds wrong; what counts as absent is not. */
  private static List<Finding> wrong(Path path) throws Exception {
    List<Finding> wrong = new ArrayList<>();
    StoreReader.Opening opening = StoreReader.open(path);
    if (opening instanceof StoreReader.Opening.Done(StoreReader reader)) {
      try (reader) {
        reader.verify(finding -> {
          switch (finding) {
            case Finding.Sound _, Finding.NoBody _, Finding.DamagedRecord _ -> {}
            case Finding.WrongBody _ -> wrong.add(finding);
          }
        });
      }
    }
    return wrong;
  }

  @Test
  void a_process_killed_at_any_moment_leaves_nothing_wrong() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      runChild(directory, CrashTest::kill);
      judge(directory);
    }
    assertTrue(found > 0 && resumed > 0, () -> "found " + found + ", resumed " + resumed);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS"})
  void a_machine_that_stops_at_any_moment_leaves_nothing_wrong(Filesystem kind) throws Exception {
    for (int i = 0; i < CRASHES || (found == 0 && i < CRASHES_MAX); i++) {
      try (ScratchFilesystem disk = ScratchFilesystem.mount(kind)) {
        List<ScratchFilesystem> left = new ArrayList<>();
        runChild(
            disk.path(),
            child -> {
              Commands.run("kill", "-STOP", Long.toString(child.pid()));
              left.add(disk.afterCrash());
            });
        try (ScratchFilesystem crashed = left.getFirst()) {
          judge(crashed.path());
        }
      }
    }
    assertTrue(found > 0, () -> "found " + found + ", resumed " + resumed);
  }
}
