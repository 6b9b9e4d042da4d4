package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts where temporary directories hold no code, in a mount namespace of its own. */
final class NativeTransportTest {
  private static final String LIBRARY =
      "META-INF/native/libnetty_transport_native_epoll_%s.so"
          .formatted(System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64");

  @TempDir private Path folder;
  private Path files;
  private Path temporary;

  private record Run(int code, String output) {}

  @BeforeEach
  void lay_out() throws Exception {
    Skip.unless(canUnshare(), "there are no mount namespaces here (unshare -m)");
    files = Files.createDirectory(folder.resolve("files"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  @Test
  void a_temporary_directory_without_execution_gives_way_to_the_next() throws Exception {
    assertServes(run(mount("noexec", temporary), List.of()));
  }

  @Test
  void a_full_temporary_directory_gives_way_to_the_next() throws Exception {
    String fill = "head -c 1M /dev/zero >" + temporary.resolve("all") + " 2>/dev/null; ";
    assertServes(run(mount("size=4k", temporary) + fill, List.of()));
  }

  @Test
  void the_library_that_the_build_unpacked_needs_no_temporary_directory() throws Exception {
    Path unpacked = Files.createDirectory(folder.resolve("native"));
    try (InputStream library = getClass().getClassLoader().getResourceAsStream(LIBRARY)) {
      Files.copy(library, unpacked.resolve(Path.of(LIBRARY).getFileName()));
    }
    assertServes(run(nowhere("noexec"), List.of("-Djava.library.path=" + unpacked)));
  }

  @Test
  void where_no_directory_will_do_each_is_named_with_its_reason_and_the_remedy() throws Exception {
    for (String options : List.of("noexec", "ro")) {
      Run run = run(nowhere(options), List.of());
      assertEquals(2, run.code(), run::output);
      assertEquals(1, run.output().lines().count(), run::output);
      String reason =
          options.equals("ro") ? "Read-only file system" : "failed to map segment from shared";
      for (Path place : List.of(temporary, Path.of("/dev/shm"), Path.of("/var/tmp"))) {
        assertTrue(run.output().contains(place + ": " + reason), run::output);
      }
      assertTrue(run.output().endsWith("UNTORN_JAVA_OPTS=-Djava.io.tmpdir=DIR\n"), run::output);
    }
  }

  private static void assertServes(Run run) {
    assertTrue(run.output().contains("Untorn serves"), run::output);
    assertEquals(0, run.code(), run::output);
  }

  private static boolean canUnshare() throws Exception {
    return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
  }

  private String nowhere(String options) {
    return mount(options, temporary)
        + mount(options, Path.of("/dev/shm"))
        + mount(options, Path.of("/var/tmp"));
  }

  private static String mount(String options, Path at) {
    return "mount -t tmpfs -o " + options + " none " + at + "; ";
  }

  /** Mounts, starts a server, and ends it as soon as it says where it listens. */
  private Run run(String before, List<String> options) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(
        List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary));
    java.addAll(options);
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.untorn.cli.Main"));
    java.addAll(List.of("serve", files.toString(), "--port", "0", "--admin-port", "off"));
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "-m", "sh", "-c", before + " exec \"$@\"", "sh");
    builder.command().addAll(java);
    builder.environment().remove("XDG_RUNTIME_DIR");
    Process process = builder.redirectErrorStream(true).start();
    StringBuilder output = new StringBuilder();
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.contains("http://")) {
          process.toHandle().destroy(); // leaves the output readable
        }
      }
    }
    return new Run(process.waitFor(), output.toString());
  }
}
