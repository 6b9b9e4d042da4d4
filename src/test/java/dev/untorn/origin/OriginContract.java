package dev.untorn.origin;

import static dev.untorn.origin.ServedTree.IDENTITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Hold;
import dev.untorn.version.Identity;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;
import dev.untorn.version.StoreFixture;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every origin promises to those who ask it, and to the store. */
abstract class OriginContract {
  /** More than one piece, wherever it comes from. */
  private static final String LARGE = "0123456789abcdef".repeat(20_000);

  @TempDir Path spool;

  private StoreFixture fixture;
  private Origin origin;

  /** The origin, with nothing in it. */
  abstract Origin open() throws Exception;

  /** Gives a path a content, as one state that was complete before. */
  abstract void put(String path, String content) throws Exception;

  abstract void remove(String path) throws Exception;

  /** Has the origin do nothing until what is returned is closed. */
  abstract AutoCloseable stall();

  /** Nobody can reach it any more. */
  abstract void takeAway() throws Exception;

  /** What it holds for those who have found something: descriptors, bodies. */
  abstract long held() throws Exception;

  @BeforeEach
  final void begin() throws Exception {
    fixture = new StoreFixture(spool, Mode.SNAPSHOT, StoreFixture.settings());
    origin = open();
  }

  @AfterEach
  final void end() {
    fixture.close();
    origin.close();
  }

  private Resolution resolve(String path) throws Exception {
    return origin
        .resolve(ServedTree.request(path, IDENTITY))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private Source find(String path) throws Exception {
    return assertInstanceOf(Resolution.Found.class, resolve(path)).source();
  }

  private Hold acquire(Source source) throws Exception {
    Acquisition how = fixture.store.acquire(source).get(20, TimeUnit.SECONDS);
    return assertInstanceOf(Acquisition.Held.class, how).hold();
  }

  private Hold acquire(String path) throws Exception {
    return acquire(find(path));
  }

  private @Nullable CachedResolution confirm(String path) {
    return origin.confirm(ServedTree.request(path, IDENTITY));
  }

  private void awaitNothingHeld() {
    StoreFixture.await(() -> {
      try {
        return held() == 0;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  final void what_is_there_is_found_whole() throws Exception {
    put("a/file.txt", "hello");
    put("a/large.txt", LARGE);
    for (String path : new String[] {"a/file.txt", "a/large.txt"}) {
      Source source = find(path);
      Identity told = source.identity();
      try (Hold hold = acquire(source)) {
        String content = path.contains("large") ? LARGE : "hello";
        assertEquals(content.length(), hold.version().lengthBytes());
        assertEquals(content, StoreFixture.content(hold));
        assertEquals(told, hold.version().identity());
        assertEquals("text/plain; charset=utf-8", hold.version().representation().mediaType());
      }
    }
  }

  @Test
  final void what_is_not_there_is_missing_until_it_comes() throws Exception {
    assertInstanceOf(Resolution.Missing.class, resolve("file"));
    assertInstanceOf(Resolution.Missing.class, resolve("file"));
    put("file", "now");
    assertFalse(origin.isAbsent(ServedTree.request("file", ServedTree.IDENTITY)));
    try (Hold hold = acquire("file")) {
      assertEquals("now", StoreFixture.content(hold));
    }
  }

  @Test
  final void what_was_found_is_confirmed_until_it_changes() throws Exception {
    put("file", "first");
    assertNull(confirm("file"), "nobody has asked yet");
    try (Hold hold = acquire("file")) {
      CachedResolution known = confirm("file");
      assertNotNull(known);
      assertEquals(hold.version().identity(), known.identity());
      assertEquals(hold.version().representation(), known.representation());
      assertEquals(hold.version().policy(), known.policy());
      assertEquals(hold.name(), known.name());
    }
    put("file", "other");
    assertNull(confirm("file"));
    acquire("file").close();
    assertNotNull(confirm("file"));
    remove("file");
    assertNull(confirm("file"));
    assertInstanceOf(Resolution.Missing.class, resolve("file"));
  }

  @Test
  final void a_version_is_found_by_the_identity_that_is_confirmed() throws Exception {
    put("file", "first");
    try (Hold hold = acquire("file")) {
      CachedResolution known = confirm("file");
      assertNotNull(known);
      try (Hold again =
          fixture.store.find(known.identity(), known.representation(), known.policy())) {
        if (again != null) { // Where a clock is coarse, what was just written is taken anew.
          assertSame(hold.version(), again.version());
        }
      }
    }
  }

  @Test
  final void two_states_have_two_identities_and_two_tags_and_stay_what_they_are() throws Exception {
    put("file", "first");
    try (Hold first = acquire("file")) {
      put("file", "other");
      try (Hold second = acquire("file")) {
        assertNotEquals(first.version().identity(), second.version().identity());
        assertEquals(
            first.version().identity().subject().getClass(),
            second.version().identity().subject().getClass());
        assertNotEquals(first.version().tag(), second.version().tag());
        assertEquals("first", StoreFixture.content(first));
        assertEquals("other", StoreFixture.content(second));
      }
    }
  }

  @Test
  final void what_grows_is_one_state_to_its_end() throws Exception {
    put("file", LARGE);
    try (Hold first = acquire("file")) {
      put("file", "other");
      assertEquals(LARGE, StoreFixture.content(first));
    }
  }

  @Test
  final void what_is_opened_at_once_is_what_would_be_found() throws Exception {
    put("file", "content");
    acquire("file").close();
    OpenFile file = origin.openAtOnce(ServedTree.request("file", IDENTITY), confirm("file"));
    if (file != null) {
      try (Hold hold = acquire(file);
          Hold found = acquire("file")) {
        assertEquals(found.version().identity(), hold.version().identity());
        assertEquals(found.name(), hold.name());
      }
    }
    assertNull(origin.openAtOnce(ServedTree.request("no", IDENTITY), null));
  }

  @Test
  final void who_asks_never_waits() throws Exception {
    put("file", "content");
    CompletableFuture<Resolution> asked;
    try (AutoCloseable _ = stall()) {
      asked = origin.resolve(ServedTree.request("file", IDENTITY)).toCompletableFuture();
      assertFalse(asked.isDone());
    }
    Source source =
        assertInstanceOf(Resolution.Found.class, asked.get(20, TimeUnit.SECONDS)).source();
    source.close();
  }

  @Test
  final void all_who_ask_for_one_state_share_one_version() throws Exception {
    put("file", LARGE);
    Source first = find("file");
    Source second = find("file");
    try (Hold one = acquire(first);
        Hold other = acquire(second)) {
      assertSame(one.version(), other.version());
    }
  }

  @Test
  final void one_that_cannot_be_reached_says_so_and_may_come_back() throws Exception {
    put("file", "content");
    acquire("file").close();
    takeAway();
    assertNull(confirm("file"));
    Resolution.Unavailable why = assertInstanceOf(Resolution.Unavailable.class, resolve("file"));
    assertEquals(Outage.GONE, why.outage());
    assertTrue(why.reason().endsWith("."), "a sentence for people: " + why.reason());
  }

  @Test
  final void what_nobody_wants_any_more_is_given_back() throws Exception {
    put("file", "content");
    put("large", LARGE);
    find("file").close();
    acquire("file").close();
    acquire("large").close();
    fixture.store.close();
    awaitNothingHeld();
  }

  @Test
  final void what_was_found_outlives_the_origin() throws Exception {
    put("file", "content");
    try (Hold hold = acquire("file")) {
      origin.tidy();
      origin.close();
      assertEquals("content", StoreFixture.content(hold));
    }
  }
}
