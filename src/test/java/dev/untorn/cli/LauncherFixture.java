package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with the launcher, and JDKs and a Maven that only say that they were called. */
abstract class LauncherFixture {
  static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  static final String REHEARSING =
      "untorn: rehearsing (ten seconds, for later starts to be fast) ...\n";

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "tail",
          "find",
          "dirname",
          "readlink",
          "mkdir",
          "mv",
          "rm",
          "flock",
          "id",
          "sleep",
          "touch",
          "cat");

  @TempDir Path folder;
  Path repository;
  Path jdks;
  Path tools;
  final Map<String, String> environment = new TreeMap<>();

  record Run(int code, String out, String err) {}

  @BeforeEach
  void lay_out_a_repository() throws IOException {
    repository = Files.createDirectories(folder.resolve("re po ü"));
    jdks = Files.createDirectories(folder.resolve("jd ks"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      Scripts.script(tools.resolve(tool), "PATH=/usr/bin:/bin; exec " + tool + " \"$@\"");
    }
    Files.copy(Path.of("untorn"), repository.resolve("untorn"));
    Scripts.executable(repository.resolve("untorn"));
    source("pom.xml");
    source("src/main/A.java");
    source("config/untorn.yaml");
    environment.put("PATH", tools.toString());
    environment.put("UNTORN_JDK_DIRS", "/nowhere:" + jdks);
  }

  Run run(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of("./untorn"));
    words.addAll(List.of(args));
    return run(words, repository);
  }

  Run run(List<String> words, Path from) throws Exception {
    Process process = start(words, from, "out");
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it hangs");
    return new Run(
        process.exitValue(),
        Files.readString(folder.resolve("out.out")),
        Files.readString(folder.resolve("out.err")));
  }

  Process start(String name) throws IOException {
    return start(List.of("./untorn"), repository, name);
  }

  Process start(List<String> words, Path from, String name) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder
        .directory(from.toFile())
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
  }

  Path source(String name) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(PAST));
    return file;
  }

  Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "X=1\nJAVA_VERSION=\"" + version + "\"\nY=2\n");
    Scripts.script(home.resolve("bin/java"), "printf '%s\\n' \"$0\" \"$@\"");
    Scripts.script(home.resolve("bin/javac"), "exit 1");
    return home;
  }

  void maven(String body) throws IOException {
    Scripts.script(
        tools.resolve("mvn"),
        "echo \"JAVA_HOME=$JAVA_HOME\" >>'" + folder.resolve("mvn.called") + "'; " + body);
  }
}
