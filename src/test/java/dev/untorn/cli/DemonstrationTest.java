package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Skip;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the README, as a reader runs them. */
final class DemonstrationTest {
  private static final Path SCRIPTS = Path.of("src/demo").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private Path untorn = Path.of("");
  private Path files = Path.of("");

  @BeforeEach
  void launch() throws Exception {
    untorn = folder.resolve("untorn");
    Scripts.script(
        untorn,
        "exec '%s' -Xmx512m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\""
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                absolute(System.getProperty("java.class.path")),
                Main.class.getName()));
    files = Files.createDirectory(folder.resolve("files"));
  }

  @Test
  void it_shows_a_whole_response_and_leaves_nothing_behind() throws Exception {
    boolean hasCurl =
        Stream.of("/usr/bin/curl", "/bin/curl").anyMatch(curl -> Files.isExecutable(Path.of(curl)));
    Skip.unless(hasCurl, "no curl: the demonstration needs it");
    String said = run(SCRIPTS.resolve("torn.sh").toString());
    String last = said.lines().toList().getLast();
    assertTrue(last.matches("untorn +200 +67108864 +100% +0% +whole"), said);
    try (Stream<Path> left = Files.list(files)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void the_picture_is_drawn_from_a_report_of_the_lab() throws Exception {
    Path report = folder.resolve("report.html");
    String options = "--mode sendfile --writer steps --client slow --size 1MiB --seconds 2 --quiet";
    String command = untorn + " lab integrity " + options + " --dir " + files + " --html " + report;
    run(command.split(" ", -1));
    run(SCRIPTS.resolve("picture.sh").toString(), report.toString(), folder.toString());
    for (String name : List.of("torn-light.svg", "torn-dark.svg")) {
      String picture = Files.readString(folder.resolve(name));
      assertTrue(picture.contains("200 OK, 1,048,576 bytes, complete: pieces of"), picture);
      assertTrue(picture.split("<rect ", -1).length > 16, picture);
    }
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String run(String... command) throws Exception {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("UNTORN", untorn.toString());
    builder.environment().put("TMPDIR", files.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    assertEquals(0, process.exitValue(), Files.readString(said));
    return Files.readString(said).strip();
  }
}
