package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher: which Java it takes, when it builds, what it says. */
final class LauncherTest extends LauncherFixture {
  @Test
  void the_first_run_builds_and_the_second_does_not() throws Exception {
    jdk("a17", "17.0.2");
    Path jdk = jdk("b25", "25.0.3");
    maven("echo program >target/untorn-all.jar");
    Run first = run("serve", "a b", "*");
    assertEquals("untorn: building (first run, about a minute) ...\n" + REHEARSING, first.err());
    assertEquals(0, first.code());
    List<String> words = first.out().lines().toList();
    assertEquals(jdk + "/bin/java", words.getFirst());
    assertEquals(
        List.of("-jar", repository + "/target/untorn-all.jar", "serve", "a b", "*"),
        words.subList(words.size() - 5, words.size()));
    assertEquals(new Run(0, first.out(), ""), run("serve", "a b", "*"));
    assertEquals("JAVA_HOME=" + jdk + "\n", Files.readString(folder.resolve("mvn.called")));
  }

  @Test
  void changed_or_removed_sources_build_again() throws Exception {
    jdk("b25", "25.0.3");
    maven("echo program >target/untorn-all.jar");
    run();
    Files.setLastModifiedTime(
        repository.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    String expected = "untorn: building (its sources changed) ...\n" + REHEARSING;
    assertEquals(expected, run().err());
    Files.setLastModifiedTime(repository.resolve("src/main/A.java"), FileTime.from(PAST));
    assertEquals("", run().err());
    Files.delete(repository.resolve("src/main/A.java"));
    Files.setLastModifiedTime(
        repository.resolve("src/main"), FileTime.from(Instant.now().plusSeconds(60)));
    assertEquals(expected, run().err());
  }

  @Test
  void a_build_that_fails_shows_its_end_and_a_jar_it_left_is_not_run() throws Exception {
    jdk("b25", "25.0.3");
    maven("echo half >target/untorn-all.jar; echo 'ERROR: no such package'; exit 1");
    for (int i = 0; i < 2; i++) {
      Run run = run();
      assertEquals(1, run.code());
      assertEquals("", run.out());
      assertTrue(run.err().contains("  ERROR: no such package\n"), run.err());
      assertTrue(run.err().contains(repository + "/target/untorn-build.log"), run.err());
    }
  }

  @Test
  void two_starts_at_once_build_once() throws Exception {
    jdk("b25", "25.0.3");
    Path go = folder.resolve("go");
    maven("while [ ! -e '" + go + "' ]; do sleep 0.02; done; echo program >target/untorn-all.jar");
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(start("untorn" + i));
    }
    await(() -> waiting() == starts.size() - 1);
    Files.createFile(go);
    for (Process process : starts) {
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
    assertEquals(1, Files.readAllLines(folder.resolve("mvn.called")).size());
  }

  @Test
  void it_is_found_through_links_and_from_anywhere() throws Exception {
    jdk("b25", "25.0.3");
    maven("echo program >target/untorn-all.jar");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), Path.of("../re po ü/untorn"));
    Files.createSymbolicLink(bin.resolve("untorn"), Path.of("one"));
    Run run = run(List.of("../bin/untorn", "x"), jdks);
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains(repository + "/target/untorn-all.jar\nx\n"), run.out());
  }

  @Test
  void java_home_comes_first_unless_it_is_too_old() throws Exception {
    Path old = jdk("a17", "17.0.2");
    Path fine = jdk("b25", "25");
    Path elsewhere = jdk("../elsewhere", "26.0.1").toRealPath();
    maven("echo program >target/untorn-all.jar");
    environment.put("JAVA_HOME", elsewhere.toString());
    assertTrue(run().out().startsWith(elsewhere + "/bin/java\n"));
    environment.put("JAVA_HOME", old.toString());
    assertTrue(run().out().startsWith(fine + "/bin/java\n"));
    environment.put("JAVA_HOME", "/no/such/place");
    assertTrue(run().out().startsWith(fine + "/bin/java\n"));
    Files.createSymbolicLink(tools.resolve("java"), elsewhere.resolve("bin/java"));
    assertTrue(run().out().startsWith(elsewhere + "/bin/java\n"));
  }

  @Test
  void without_a_new_java_it_says_what_to_do() throws Exception {
    Path old = jdk("a17", "17.0.2").toRealPath();
    Path older = jdk("b8", "1.8.0_402").toRealPath();
    Run run = run();
    assertEquals(2, run.code());
    assertEquals(
        """
        untorn: needs a JDK 25 or newer. Install one (for example Eclipse Temurin, or sdk install java) and
          point to it: JAVA_HOME=/path/to/jdk ./untorn ...
        Found, but too old:
          Java 17 in %s
          Java 8 in %s
        """
            .formatted(old, older),
        run.err());
  }

  @Test
  void without_maven_it_runs_what_there_is_or_says_what_to_install() throws Exception {
    jdk("b25", "25.0.3");
    Run run = run();
    assertEquals(2, run.code());
    assertEquals(
        "untorn: has to be built once, but there is no Maven: install it, for example apt install"
            + " maven\n",
        run.err());
    Path jar = source("target/untorn-all.jar");
    Files.setLastModifiedTime(jar, FileTime.from(PAST.minusSeconds(60)));
    run = run("serve");
    assertEquals(0, run.code());
    assertTrue(run.err().startsWith("untorn: runs as it was built last;"), run.err());
    for (String part : List.of("pom.xml", "src/main/A.java", "src/main", "src")) {
      Files.delete(repository.resolve(part));
    }
    assertEquals(new Run(0, run.out(), ""), run("serve"));
  }

  @Test
  void a_jre_that_is_found_first_runs_the_program_and_a_jdk_builds_it() throws Exception {
    Path jre = jdk("a25", "25.0.3");
    Files.delete(jre.resolve("bin/javac"));
    environment.put("JAVA_HOME", jre.toString());
    Path compiler = jdk("b25", "25.0.3");
    maven("echo program >target/untorn-all.jar");
    assertEquals(jre.resolve("bin/java").toString(), run().out().lines().findFirst().orElse(""));
    assertEquals("JAVA_HOME=" + compiler + "\n", Files.readString(folder.resolve("mvn.called")));
  }

  @Test
  void options_for_java_come_after_its_own() throws Exception {
    jdk("b25", "25.0.3");
    maven("echo program >target/untorn-all.jar");
    environment.put("UNTORN_JAVA_OPTS", "-Xmx1g -Da=b");
    List<String> words = run().out().lines().toList();
    String heap =
        words.stream().filter(word -> word.matches("-Xmx\\d+m")).findFirst().orElseThrow();
    assertTrue(words.indexOf("-Xmx1g") > words.indexOf(heap), words::toString);
    assertEquals(words.indexOf("-jar") - 1, words.indexOf("-Da=b"));
    assertTrue(words.contains("-XX:+UseSerialGC"), words::toString);
    environment.put("UNTORN_JAVA_OPTS", "-XX:+UseG1GC");
    assertEquals(
        List.of("-XX:+UseG1GC"), run().out().lines().filter(w -> w.endsWith("GC")).toList());
  }

  private long waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long count = 0;
      for (Path file : files.filter(each -> each.toString().endsWith(".err")).toList()) {
        count += Files.readString(file).contains("waiting for the build") ? 1 : 0;
      }
      return count;
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadlineNanos, "it does not happen");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
