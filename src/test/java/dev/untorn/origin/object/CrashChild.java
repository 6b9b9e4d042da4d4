package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.head;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A process that stores objects, breaks and resumes fills, drops and purges, on several threads,
 * until it is killed. Says what it did, so that what it leaves can be judged: {@code begun KEY
 * VERSION} before that version may be found, {@code purged KEY VERSION} when none up to it may.
 */
public final class CrashChild {
  /** The exit code when something went wrong before it was killed. */
  private static final int FAILED = 3;

  static final int THREADS = 3;
  static final int KEYS_OF_ONE = 3;

  /** One of so many is large enough to be resumed; the others wait for the disk and little else. */
  private static final int LARGE_SHARE = 4;

  private static final int LARGE_MAX_BYTES = 3 << 20;
  private static final int SMALL_MAX_BYTES = 40_000;
  private static final int VERSION_BYTES = 2 * Long.BYTES;
  private static final int PIECE_BYTES = 64 << 10;

  private final ObjectStore store;
  private final Random random;
  private final int first;
  private final long[] versions = new long[KEYS_OF_ONE];

  private CrashChild(ObjectStore store, long seed, int thread, long version) {
    this.store = store;
    this.random = new Random(seed + thread);
    this.first = thread * KEYS_OF_ONE;
    Arrays.fill(versions, version);
  }

  /** The directory, a seed, and the number below which all versions are used. */
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
      System.err.println(thread + ": " + e); // console
      Runtime.getRuntime().halt(FAILED);
    });
    ObjectStore store = Objects.open(Path.of(args[0]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      CrashChild child = new CrashChild(store, Long.parseLong(args[1]), i, Long.parseLong(args[2]));
      threads.add(Thread.ofPlatform().start(child::run));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static String key(int number) {
    return "http://origin.example/" + number;
  }

  static String validator(long version) {
    return "\"" + version + "\"";
  }

  /** The bytes of a version, which tell what they are. */
  static byte[] bytes(int key, long version) {
    Random random = new Random(key * 1_000_003L + version);
    int max = random.nextInt(LARGE_SHARE) == 0 ? LARGE_MAX_BYTES : SMALL_MAX_BYTES;
    byte[] bytes = new byte[VERSION_BYTES + random.nextInt(max)];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(key).putLong(version);
    return bytes;
  }

  private static StoredHead headOf(long version) {
    return head(Fields.of("ETag", validator(version)), Fields.NONE);
  }

  /** As a validation leaves it: the same tag, and other fields. */
  private StoredHead validated(StoredHead head) {
    return head(
        Fields.of("ETag", Objects.tag(head), "X-Validated", "" + random.nextLong()), Fields.NONE);
  }

  private static synchronized void say(String what, int key, long version) {
    System.out.println(what + " " + key + " " + version); // console
  }

  private void run() {
    try {
      while (true) {
        step(first + random.nextInt(KEYS_OF_ONE));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void step(int key) throws Exception {
    switch (random.nextInt(10)) {
      case 0 -> {
        long version = versions[key - first];
        var _ = store.purge(key(key));
        say("purged", key, version);
      }
      case 1 -> {
        if (store.find(key(key), Fields.NONE) instanceof FindResult.Found(ObjectHold hold)) {
          store.drop(hold.object());
          hold.close();
        }
      }
      case 2 -> {
        if (store.find(key(key), Fields.NONE) instanceof FindResult.Found(ObjectHold hold)) {
          var _ = store.freshen(hold.object(), validated(hold.object().head()));
          hold.close();
        }
      }
      case 3, 4 -> resume(key);
      default -> fill(key);
    }
  }

  private void fill(int key) {
    long version = ++versions[key - first];
    say("begun", key, version);
    byte[] bytes = bytes(key, version);
    OptionalLong length =
        random.nextBoolean() ? OptionalLong.of(bytes.length) : OptionalLong.empty();
    if (store.begin(
            key(key), headOf(version), length, Optional.of(validator(version)), store.sequence())
        instanceof BeginResult.Begun(ObjectFill fill)) {
      write(fill, bytes, 0);
    }
  }

  private void resume(int key) throws Exception {
    Optional<PartialFill> partial = store.resumable(key(key), Fields.NONE);
    if (partial.isEmpty()) {
      return;
    }
    try (PartialFill there = partial.get()) {
      byte[] bytes = bytes(key, version(there.validator()));
      if (store.resume(there, there.head(), there.lengthBytes())
          instanceof BeginResult.Begun(ObjectFill fill)) {
        write(fill, bytes, (int) there.bytes());
      }
    }
  }

  static long version(String validator) {
    return Long.parseLong(validator.replace("\"", ""));
  }

  /** Writes on, and proves it, or breaks it somewhere. */
  private void write(ObjectFill fill, byte[] bytes, int from) {
    boolean breaks = random.nextInt(3) == 0;
    int end = breaks ? from + random.nextInt(bytes.length - from + 1) : bytes.length;
    ByteBuffer part = ByteBuffer.allocateDirect(end - from).put(bytes, from, end - from).flip();
    boolean whole = true;
    while (part.hasRemaining() && whole) {
      ByteBuffer piece = part.slice(part.position(), Math.min(PIECE_BYTES, part.remaining()));
      part.position(part.position() + piece.remaining());
      whole =
          fill.writer(fill.bytes()).append(piece)
              instanceof AppendResult.Appended; // Or the disk is full.
    }
    if (breaks || !whole) {
      fill.giveUp();
    } else {
      var _ = fill.prove(Proof.UNPROVEN);
    }
    fill.close();
  }
}
