package dev.untorn.cli.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.cli.CommandLines;
import dev.untorn.cli.ExitCodes;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.ProveResult;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanResult;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CacheCommandTest {
  private static final String URL = "https://deb.example/debian/";
  private static final int SIZE_BYTES = 1_000_000;
  private static final long FETCHED_MILLIS = Instant.parse("2026-11-28T06:00:00Z").toEpochMilli();

  @TempDir private Path directory;

  private record Run(int code, String out, String err) {}

  private Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = CommandLines.all();
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(Stream.of("cache", directory.toString()), Stream.of(args))
            .toArray(String[]::new);
    return new Run(main.execute(all), out.toString(), err.toString());
  }

  @BeforeEach
  void store_two_objects_and_a_part() {
    try (ObjectStore store = open()) {
      store(store, "pool/a?b=c", Proof.FRAMED);
      store(store, "dists/\u001bInRelease", Proof.PINNED);
      try (ObjectFill fill = begin(store, "pool/part")) {
        fill.writer(fill.bytes()).append(ByteBuffer.allocateDirect(SIZE_BYTES / 2));
        fill.giveUp();
      }
    }
  }

  private ObjectStore open() {
    return assertInstanceOf(
            ObjectStore.Opening.Done.class,
            ObjectStore.open(directory, new StoreBounds(1L << 30, 0), _ -> {}))
        .store();
  }

  private static ObjectFill begin(ObjectStore store, String path) {
    StoredHead head =
        new StoredHead(
            200,
            Fields.NONE,
            Fields.NONE,
            StoredHead.Source.direct("http://a"),
            FETCHED_MILLIS,
            FETCHED_MILLIS);
    return assertInstanceOf(
            BeginResult.Begun.class,
            store.begin(URL + path, head, OptionalLong.of(SIZE_BYTES), Optional.of("\"v\""), 0))
        .fill();
  }

  private static void store(ObjectStore store, String path, Proof proof) {
    try (ObjectFill fill = begin(store, path)) {
      fill.writer(fill.bytes()).append(ByteBuffer.allocateDirect(SIZE_BYTES));
      assertInstanceOf(ProveResult.Proved.class, fill.prove(proof));
    }
  }

  @Test
  void stats_count_by_proof() {
    Run run = run("stats");
    assertEquals(ExitCodes.FINE, run.code(), run::err);
    assertTrue(run.out().matches("(?s).*FRAMED +1 +977 KiB\n.*"), run::out);
    assertTrue(run.out().matches("(?s).*PINNED +1 +977 KiB\n.*"), run::out);
    assertTrue(run.out().matches("(?s).*not whole yet +1 +488 KiB\n.*"), run::out);
  }

  @Test
  void a_list_has_a_line_for_each_object_safe_for_a_terminal() {
    Run run = run("list");
    assertEquals(ExitCodes.FINE, run.code(), run::err);
    assertEquals(3, run.out().lines().count(), run::out);
    String fetched = "2026-11-28T06:00:00Z";
    assertTrue(
        run.out()
            .matches(
                "(?s).*977 KiB +FRAMED +"
                    + fetched
                    + " .* "
                    + URL
                    + "pool/a\\?b=c from http://a\n.*"),
        run::out);
    assertTrue(run.out().contains(URL + "dists/\uFFFDInRelease"), run::out);
  }

  @Test
  void wrong_bytes_are_found_and_told_by_the_exit_code() throws Exception {
    Run sound = run("verify");
    assertEquals(ExitCodes.FINE, sound.code(), sound::out);
    assertTrue(sound.out().startsWith("2 objects are sound (1.9 MiB), 0 count as absent"));
    Path body;
    try (Stream<Path> files = Files.walk(directory.resolve("objects"))) {
      body =
          files
              .filter(file -> file.toString().matches(".*/[0-9a-f]{64}\\.[0-9a-f]{64}"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(body);
    bytes[0]++;
    Files.write(body, bytes);
    Run wrong = run("verify");
    assertEquals(ExitCodes.FAILED, wrong.code(), wrong::out);
    assertTrue(wrong.out().startsWith("wrong: " + URL), wrong::out);
    assertTrue(wrong.out().contains("1 object is sound (977 KiB), 0 count as absent, 1 is wrong"));
  }

  @Test
  void bans_are_listed_while_they_have_something_to_remove() throws Exception {
    try (ObjectStore store = open();
        ObjectFill _ = begin(store, "pool/\u001b")) {
      assertInstanceOf(BanResult.Banned.class, store.ban(Ban.Kind.PREFIX, URL + "pool/"));
      Run run = run("bans");
      assertEquals(ExitCodes.FINE, run.code());
      assertEquals(2, run.out().lines().count());
      assertTrue(run.out().endsWith("  prefix  " + URL + "pool/\n"), run::out);
      assertTrue(run("list").out().contains("pool/a?b=c from http://a (purged)\n"));
      assertFalse(run("list").out().contains("InRelease (purged)"));
    }
  }

  @Test
  void what_matches_is_dropped_and_nothing_else() {
    Run none = run("drop", URL);
    assertEquals("0 objects removed (0 B)\n", none.out(), none::err);
    Run exact = run("drop", URL + "pool/a?b=c");
    assertEquals("1 object removed (977 KiB)\n", exact.out(), exact::err);
    assertEquals(2, run("list").out().lines().count());
    Run all = run("drop", "*.example/*Release");
    assertEquals("1 object removed (977 KiB)\n", all.out(), all::err);
    assertEquals(1, run("list").out().lines().count());
  }

  @Test
  void nothing_is_dropped_while_a_server_uses_the_cache_but_it_can_be_read() {
    try (ObjectStore _ = open()) {
      Run run = run("drop", "*");
      assertEquals(ExitCodes.USAGE, run.code());
      assertTrue(run.err().startsWith("untorn: " + directory + " is in use by a server"), run::err);
      assertTrue(run.err().contains("\n  curl -X DELETE -H "), run::err);
      assertTrue(run.err().endsWith("/objects?url=URL'\n"), run::err);
      String one = run("drop", URL + "a?b=c").err();
      assertTrue(one.endsWith("/objects?url=" + URL + "a?b=c'\n"), one);
      assertEquals(ExitCodes.FINE, run("verify").code());
      assertEquals(3, run("list").out().lines().count());
    }
  }

  @Test
  void a_directory_that_is_no_cache_is_refused_in_one_line() {
    directory = directory.resolve("objects");
    for (String command : new String[] {"stats", "list", "verify", "bans"}) {
      Run run = run(command);
      assertEquals(ExitCodes.USAGE, run.code());
      assertTrue(run.err().contains("is no cache"), run::err);
      assertEquals(1, run.err().lines().count());
    }
    assertEquals(ExitCodes.USAGE, run("drop", "*").code());
    assertFalse(Files.exists(directory.resolve("objects")), "nothing is made there");
  }

  @Test
  void without_a_command_it_says_which_there_are() {
    Run run = run();
    assertEquals(ExitCodes.USAGE, run.code());
    for (String command : new String[] {"stats", "list", "verify", "drop", "bans"}) {
      assertTrue(run.err().contains("\n  " + command + " "), run::err);
    }
  }
}
