package dev.untorn.version.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.config.Mode;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Fetch;
import dev.untorn.version.Freshness;
import dev.untorn.version.Hold;
import dev.untorn.version.Outage;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.UpstreamTag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store makes of objects that origins fetch. */
final class FetchesTest {
  private static final UpstreamTag TAG = new UpstreamTag("o", "key", "v1", 3);

  @TempDir Path directory;

  private final AtomicInteger freed = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private StoreFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private final class Fetched implements Fetch {
    private final Supplier<CompletionStage<Result>> begin;

    Fetched(Supplier<CompletionStage<Result>> begin) {
      this.begin = begin;
    }

    @Override
    public String name() {
      return "o:key";
    }

    @Override
    public UpstreamTag identity() {
      return TAG;
    }

    @Override
    public EntityTag tag() {
      return new EntityTag("v1", false);
    }

    @Override
    public LastModified modified() {
      return LastModified.NONE;
    }

    @Override
    public Representation representation() {
      return StoreFixture.TEXT;
    }

    @Override
    public Policy policy() {
      return StoreFixture.SNAPSHOT;
    }

    @Override
    public CompletionStage<Result> begin() {
      return begin.get();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private Fetch.Result body() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(3).put(new byte[] {'a', 'b', 'c'}).flip();
    return new Fetch.Begun(
        new Body.Memory(bytes), Proof.UNPROVEN, Freshness.ALWAYS, freed::incrementAndGet);
  }

  private Acquisition acquire(Supplier<CompletionStage<Fetch.Result>> begin) throws Exception {
    return fixture.store.acquire(new Fetched(begin)).get(20, TimeUnit.SECONDS);
  }

  private Hold held(Supplier<CompletionStage<Fetch.Result>> begin) throws Exception {
    return assertInstanceOf(Acquisition.Held.class, acquire(begin)).hold();
  }

  @Test
  void all_who_ask_before_the_first_bytes_join_one_fetch() throws Exception {
    CompletableFuture<Fetch.Result> coming = new CompletableFuture<>();
    CompletableFuture<Acquisition> first = fixture.store.acquire(new Fetched(() -> coming));
    CompletableFuture<Acquisition> second =
        fixture.store.acquire(
            new Fetched(() -> {
              throw new AssertionError("begun twice");
            }));
    coming.complete(body());
    try (Hold one = assertInstanceOf(Acquisition.Held.class, first.get()).hold();
        Hold other = assertInstanceOf(Acquisition.Held.class, second.get()).hold()) {
      assertSame(one.version(), other.version());
      assertEquals("abc", StoreFixture.content(one));
      assertEquals(1, closed.get(), "the one that was not needed");
    }
  }

  @Test
  void what_is_at_hand_is_not_fetched_again_until_it_is_dropped() throws Exception {
    held(() -> CompletableFuture.completedFuture(body())).close();
    try (Hold again =
        held(() -> {
          throw new AssertionError("fetched again");
        })) {
      assertEquals("abc", StoreFixture.content(again));
      assertEquals(1, fixture.store.drop("o:key"::equals));
      assertEquals(0, freed.get());
    }
    assertEquals(1, freed.get());
    assertNull(fixture.store.find(TAG, StoreFixture.TEXT, StoreFixture.SNAPSHOT));
  }

  @Test
  void memory_of_objects_counts_until_it_is_freed() throws Exception {
    try (Hold _ = held(() -> CompletableFuture.completedFuture(body()))) {
      assertEquals(3, fixture.store.memoryBytes());
      assertEquals(1, fixture.store.drop("o:key"::equals));
      assertEquals(3, fixture.store.memoryBytes());
    }
    assertEquals(0, fixture.store.memoryBytes());
  }

  @Test
  void whoever_fails_is_asked_anew() throws Exception {
    assertEquals(
        new Acquisition.Unavailable(Outage.SLOW, "Too late."),
        acquire(
            () -> CompletableFuture.completedFuture(new Fetch.Failed(Outage.SLOW, "Too late."))));
    assertInstanceOf(
        Acquisition.Unreadable.class,
        acquire(() -> CompletableFuture.failedFuture(new IllegalStateException("a bug"))));
    assertInstanceOf(
        Acquisition.Unreadable.class,
        acquire(() -> {
          throw new IllegalStateException("a bug");
        }));
    held(() -> CompletableFuture.completedFuture(body())).close();
  }

  @Test
  void nothing_is_fetched_once_the_end_has_come() throws Exception {
    fixture.store.end();
    assertInstanceOf(
        Acquisition.Saturated.class,
        acquire(() -> {
          throw new AssertionError("begun");
        }));
    assertEquals(1, closed.get());
  }
}
