package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Commands;
import dev.untorn.testing.Skip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people download with, as far as this machine has them. */
final class ClientsTest {
  private static final int SIZE_BYTES = 4 << 20;
  private static final int HAD_BYTES = 3_000_000;
  private static final FileTime OLD = FileTime.from(Instant.parse("2024-05-05T05:05:05Z"));
  private static final Path APT = Path.of("/usr/lib/apt/methods/http");

  @TempDir Path directory;
  private Path folder;
  private Path got;
  private byte[] content;

  @BeforeEach
  void makeFiles() throws Exception {
    content = new byte[SIZE_BYTES];
    new Random(5).nextBytes(content);
    Files.createDirectory(directory.resolve("www"));
    Path file = Files.write(directory.resolve("www/f"), content);
    Files.setLastModifiedTime(file, OLD);
    folder = Files.createDirectory(directory.resolve("got"));
    got = folder.resolve("f");
  }

  private Served serve(String... settings) {
    return Served.directory(directory.resolve("www"), settings);
  }

  private void makePart() throws IOException {
    Files.write(got, Arrays.copyOf(content, HAD_BYTES));
    Files.setLastModifiedTime(got, OLD);
  }

  private static void needs(String program) {
    boolean found =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Skip.unless(found, program + " is not installed");
  }

  private String url(Served served) {
    return "http://127.0.0.1:" + served.server().port() + "/f";
  }

  private void assertGot(Served served, long bytesAtMost) throws Exception {
    assertEquals(-1, Files.mismatch(directory.resolve("www/f"), got));
    double sent = Wires.series(served, "untorn_response_bytes_total");
    assertTrue(sent <= bytesAtMost, () -> sent + " bytes were sent");
  }

  @Test
  void apt_resumes_a_package_of_a_mirror_whose_dates_are_trusted() throws Exception {
    Skip.unless(Files.isExecutable(APT), APT + " is not installed");
    makePart();
    try (Served served = serve("serve.dates=trusted")) {
      Process apt = new ProcessBuilder(APT.toString()).start();
      try (Writer to = apt.outputWriter();
          BufferedReader from = apt.inputReader()) {
        to.write("601 Configuration\nConfig-Item: APT::Sandbox::User=root\n\n");
        to.write("600 URI Acquire\nURI: " + url(served) + "\nFilename: " + got + "\n\n");
        to.flush();
        assertTrue(from.lines().anyMatch(line -> line.startsWith("201 URI Done")));
      } finally {
        apt.destroyForcibly();
      }
      assertGot(served, SIZE_BYTES - HAD_BYTES);
    }
  }

  @Test
  void curl_and_wget_go_on_where_they_were() throws Exception {
    needs("curl");
    needs("wget");
    try (Served served = serve()) {
      makePart();
      Commands.run("curl", "-sfC", "-", "-o", got.toString(), url(served));
      assertGot(served, SIZE_BYTES - HAD_BYTES);
      makePart();
      Commands.run("wget", "-qc", "-P", folder.toString(), url(served));
      assertGot(served, 2L * (SIZE_BYTES - HAD_BYTES));
      Files.setLastModifiedTime(got, OLD);
      Commands.run("wget", "-qN", "-P", folder.toString(), url(served));
      assertGot(served, 2L * (SIZE_BYTES - HAD_BYTES));
    }
  }

  @Test
  void aria2_fetches_pieces_at_once() throws Exception {
    needs("aria2c");
    try (Served served = serve()) {
      String into = "--dir=" + folder;
      Commands.run("aria2c", "-q", "-x4", "-s4", "-k1M", into, url(served));
      assertGot(served, 2L * SIZE_BYTES);
    }
  }

  @Test
  void zsync_fetches_the_blocks_it_has_not() throws Exception {
    needs("zsync");
    needs("zsyncmake");
    Path list = directory.resolve("www/f.zsync");
    String file = directory.resolve("www/f").toString();
    Commands.run("zsyncmake", "-u", "f", "-o", list.toString(), file);
    byte[] old = content.clone();
    for (int i = 0; i < SIZE_BYTES; i += 50_000) {
      old[i]++;
    }
    Path before = Files.write(directory.resolve("old"), old);
    try (Served served = serve()) {
      Commands.run(
          "zsync", "-q", "-i", before.toString(), "-o", got.toString(), url(served) + ".zsync");
      assertGot(served, SIZE_BYTES / 4);
    }
  }

  @Test
  void zckdl_fetches_the_chunks_it_has_not() throws Exception {
    needs("zck");
    needs("zckdl");
    byte[] old = content.clone();
    for (int i = 0; i < SIZE_BYTES; i += 400_000) {
      old[i]++;
    }
    Files.write(directory.resolve("old"), old);
    shell("zck -o www/f.zck www/f && zck -o old.zck old");
    try (Served served = serve()) {
      shell("cd got && zckdl -s ../old.zck " + url(served) + ".zck");
      assertEquals(-1, Files.mismatch(directory.resolve("www/f.zck"), folder.resolve("f.zck")));
      double sent = Wires.series(served, "untorn_response_bytes_total");
      assertTrue(sent < SIZE_BYTES / 2, () -> sent + " bytes were sent");
    }
  }

  @Test
  void git_clones_what_is_no_more_than_files() throws Exception {
    needs("git");
    String commit = "git -c user.name=n -c user.email=e commit -q";
    shell("git init -q work && cp www/f work && cd work && git add . && " + commit + " -m one");
    shell("git clone -q --bare work www/f.git && cd www/f.git && git update-server-info");
    try (Served served = serve()) {
      shell("git clone -q " + url(served) + ".git cloned");
      assertEquals(-1, Files.mismatch(directory.resolve("www/f"), directory.resolve("cloned/f")));
    }
  }

  private void shell(String commands) throws IOException {
    Commands.run("sh", "-ec", "cd " + directory + "; " + commands);
  }
}
