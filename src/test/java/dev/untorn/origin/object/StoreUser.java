package dev.untorn.origin.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A thread that fetches and purges some keys, and does all else with all keys. */
final class StoreUser {
  private static final int STEPS = 1500;
  private static final int FILLS_MAX = 3;
  private static final int HOLDS_MAX = 3;
  private static final int PIECE_MAX_BYTES = 400_000;

  /** Of a head whose record takes more than a block. */
  private static final int LONG_FIELD = 6000;

  private final ObjectStore store;
  private final StressedKeys keys;
  private final Random random;
  private final int first;
  private final List<Written> fills = new ArrayList<>();
  private final List<ObjectHold> holds = new ArrayList<>();

  StoreUser(ObjectStore store, StressedKeys keys, long seed, int number) {
    this.store = store;
    this.keys = keys;
    this.random = new Random(seed);
    this.first = number * StressedKeys.KEYS_OF_ONE;
  }

  /** A fill, and the bytes that are missing yet. */
  private record Written(ObjectFill fill, ByteBuffer rest) {}

  void run() throws IOException {
    try {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
    } finally {
      while (!fills.isEmpty()) {
        end(fills.removeLast());
      }
      holds.forEach(ObjectHold::close);
    }
  }

  private void step() throws IOException {
    int any = random.nextInt(keys.count());
    int own = first + random.nextInt(StressedKeys.KEYS_OF_ONE);
    switch (random.nextInt(16)) {
      case 0 -> purge(own);
      case 1 -> found(any).ifPresent(this::drop);
      case 2 -> found(any).ifPresent(this::freshen);
      case 3, 4 -> resume(any);
      case 5, 6, 7 -> hold(any);
      case 8, 9, 10 -> begin(own);
      default -> goOn();
    }
  }

  private void purge(int key) {
    long version = keys.nextVersion(); // All others of this key are older, or not begun yet.
    try {
      var _ = store.purge(CrashChild.key(key));
      keys.purged(key, version);
    } catch (IOException e) {
      assertTrue(e.toString().contains("ENOSPC"), e::toString);
    }
  }

  private Optional<ObjectHold> found(int key) {
    return store.find(CrashChild.key(key), Fields.NONE) instanceof FindResult.Found(var hold)
        ? Optional.of(hold)
        : Optional.empty();
  }

  private void drop(ObjectHold hold) {
    store.drop(hold.object());
    hold.close();
  }

  private void freshen(ObjectHold hold) {
    var _ = store.freshen(hold.object(), headOf(Objects.tag(hold.object().head())));
    hold.close();
  }

  private StoredHead headOf(String tag) {
    String any = "x".repeat(random.nextInt(LONG_FIELD));
    return Objects.head(Fields.of("ETag", tag, "X-Any", any), Fields.NONE);
  }

  /** Reads one now, and again later. */
  private void hold(int key) throws IOException {
    long purgedUntil = keys.purgedUntil(key);
    Optional<ObjectHold> found = found(key);
    if (found.isPresent()) {
      assertRight(key, found.get());
      long version = CrashChild.version(Objects.tag(found.get().object().head()));
      assertTrue(version > purgedUntil, () -> version + " was purged");
      holds.add(found.get());
    }
    if (holds.size() > HOLDS_MAX) {
      ObjectHold last = holds.remove(random.nextInt(holds.size()));
      assertRight(keyOf(last), last);
      last.close();
    }
  }

  private static int keyOf(ObjectHold hold) {
    String key = hold.object().key();
    return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
  }

  private static void assertRight(int key, ObjectHold hold) throws IOException {
    long version = CrashChild.version(Objects.tag(hold.object().head()));
    byte[] bytes = Objects.bytes(hold.body(), hold.object().lengthBytes());
    assertArrayEquals(StressedKeys.bytes(key, version), bytes);
  }

  private void begin(int key) {
    if (fills.size() >= FILLS_MAX) {
      return;
    }
    long version = keys.nextVersion();
    String tag = CrashChild.validator(version);
    byte[] bytes = StressedKeys.bytes(key, version);
    OptionalLong length =
        random.nextBoolean() ? OptionalLong.of(bytes.length) : OptionalLong.empty();
    if (store.begin(CrashChild.key(key), headOf(tag), length, Optional.of(tag), store.sequence())
        instanceof BeginResult.Begun(ObjectFill fill)) {
      fills.add(new Written(fill, direct(bytes, 0)));
    }
  }

  private static ByteBuffer direct(byte[] bytes, int from) {
    int length = bytes.length - from;
    return ByteBuffer.allocateDirect(length).put(bytes, from, length).flip();
  }

  private void resume(int key) {
    Optional<PartialFill> partial = store.resumable(CrashChild.key(key), Fields.NONE);
    if (partial.isEmpty()) {
      return;
    }
    try (PartialFill there = partial.get()) {
      switch (random.nextInt(4)) {
        case 0 -> {} // Kept.
        case 1 -> there.drop();
        default -> {
          byte[] bytes = StressedKeys.bytes(key, CrashChild.version(there.validator()));
          if (store.resume(there, there.head(), there.lengthBytes())
              instanceof BeginResult.Begun(ObjectFill fill)) {
            fills.add(new Written(fill, direct(bytes, (int) there.bytes())));
          }
        }
      }
    }
  }

  /** Writes on, and ends it when it is whole, or at random. */
  private void goOn() {
    if (fills.isEmpty()) {
      return;
    }
    Written each = fills.remove(random.nextInt(fills.size()));
    ByteBuffer rest = each.rest();
    int sizeBytes = Math.min(rest.remaining(), random.nextInt(PIECE_MAX_BYTES));
    ByteBuffer piece = rest.slice(rest.position(), sizeBytes);
    rest.position(rest.position() + sizeBytes);
    boolean stored =
        sizeBytes == 0
            || each.fill().writer(each.fill().bytes()).append(piece)
                instanceof AppendResult.Appended;
    if (!stored) {
      each.fill().giveUp();
      each.fill().close();
    } else if (!rest.hasRemaining() || random.nextInt(6) == 0) {
      end(each);
    } else {
      fills.add(each);
    }
  }

  private void end(Written each) {
    if (!each.rest().hasRemaining()) {
      var _ = each.fill().prove(Proof.UNPROVEN);
    } else if (random.nextBoolean()) {
      each.fill().giveUp();
    } else {
      each.fill().drop();
    }
    each.fill().close();
  }
}
