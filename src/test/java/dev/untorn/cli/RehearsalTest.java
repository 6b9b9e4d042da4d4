package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rehearsal of the launcher, after a build and by itself. */
final class RehearsalTest extends LauncherFixture {
  @Test
  void what_a_rehearsal_under_load_learned_is_used_by_later_starts() throws Exception {
    Path jdk = jdk("b25", "25.0.3");
    Path asked = folder.resolve("asked");
    // A server that learns what it was asked for until it is told to end, and its generator.
    Scripts.script(
        jdk.resolve("bin/java"),
        """
        for word; do
          case $word in
            -XX:AOTCacheOutput=*)
              cache=${word#*=}
              echo '  at       http://localhost:7/'
              trap 'cat "%1$s" >$cache; exit' TERM
              while :; do sleep 0.02; done ;;
            bench) echo "$*" >>"%1$s"; exit 3 ;;
          esac
        done
        printf '%%s\\n' "$@"\
        """
            .formatted(asked));
    maven("echo program >target/untorn-all.jar");
    Path cache = repository.resolve("target/untorn.aot");
    assertTrue(run().out().contains("-XX:AOTCache=" + cache + "\n-jar\n"));
    List<String> runs = Files.readAllLines(cache);
    assertEquals(4, runs.size());
    assertTrue(
        runs.stream().allMatch(each -> each.contains(" http://localhost:7 ")), runs::toString);
    assertTrue(Files.notExists(repository.resolve("target/rehearsal")));
  }

  @Test
  void a_rehearsal_that_was_broken_off_is_made_again_and_no_other() throws Exception {
    Path jdk = jdk("b25", "25.0.3");
    Path patient = folder.resolve("patient");
    Scripts.script(
        jdk.resolve("bin/java"),
        "for word; do case $word in -XX:AOTCacheOutput=*) [ -e '"
            + patient
            + "' ] || kill -9 $PPID; echo learned >${word#*=} ;; esac; done");
    maven("echo program >target/untorn-all.jar");
    run();
    Path cache = repository.resolve("target/untorn.aot");
    assertTrue(Files.notExists(cache));
    Files.createFile(patient);
    assertEquals(REHEARSING, run().err());
    assertEquals("learned\n", Files.readString(cache));
    assertEquals("", run().err());
  }

  @Test
  void an_image_is_rehearsed_for_without_sources() throws Exception {
    Path jdk = jdk("b25", "25.0.3");
    Scripts.script(
        jdk.resolve("bin/java"),
        "for word; do case $word in -XX:AOTCacheOutput=*) echo learned >${word#*=} ;; esac; done");
    source("target/untorn-all.jar");
    for (String part : List.of("pom.xml", "src/main/A.java", "src/main", "src")) {
      Files.delete(repository.resolve(part));
    }
    assertEquals(new Run(0, "", REHEARSING), run("--rehearse"));
    assertEquals("learned\n", Files.readString(repository.resolve("target/untorn.aot")));
  }
}
