package dev.untorn.origin.object;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** What tests of the object store do over and over. */
final class Objects {
  static final String KEY = "http://origin.example/a";
  static final StoreBounds AMPLE = new StoreBounds(1L << 30, 0);
  static final StoredHead PLAIN = head(Fields.of("Content-Type", "text/plain"), Fields.NONE);
  private static final int PIECE_SIZE_BYTES = 64 << 10;

  private Objects() {}

  static StoredHead head(Fields fields, Fields selecting) {
    return new StoredHead(
        200, fields, selecting, StoredHead.Source.direct("http://a"), 1_000, 2_000);
  }

  static ObjectStore open(Path directory) {
    return open(directory, AMPLE);
  }

  static ObjectStore open(Path directory, StoreBounds bounds) {
    return assertInstanceOf(
            ObjectStore.Opening.Done.class, ObjectStore.open(directory, bounds, _ -> {}))
        .store();
  }

  static ObjectFill begin(ObjectStore store, String key, StoredHead head, long lengthBytes) {
    BeginResult result =
        store.begin(key, head, OptionalLong.of(lengthBytes), Optional.empty(), store.sequence());
    return assertInstanceOf(BeginResult.Begun.class, result, result::toString).fill();
  }

  static ObjectFill begin(
      ObjectStore store, StoredHead head, OptionalLong lengthBytes, String validator) {
    return assertInstanceOf(
            BeginResult.Begun.class,
            store.begin(KEY, head, lengthBytes, Optional.of(validator), store.sequence()))
        .fill();
  }

  static ObjectFill resume(ObjectStore store, PartialFill partial) {
    return assertInstanceOf(
            BeginResult.Begun.class, store.resume(partial, partial.head(), partial.lengthBytes()))
        .fill();
  }

  static void append(ObjectFill fill, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += PIECE_SIZE_BYTES) {
      int sizeBytes = Math.min(PIECE_SIZE_BYTES, bytes.length - at);
      ByteBuffer piece = ByteBuffer.allocateDirect(sizeBytes).put(bytes, at, sizeBytes).flip();
      assertInstanceOf(AppendResult.Appended.class, fill.writer(fill.bytes()).append(piece));
    }
  }

  static StoredObject prove(ObjectFill fill) {
    return assertInstanceOf(ProveResult.Proved.class, fill.prove(Proof.UNPROVEN)).object();
  }

  static StoredObject store(ObjectStore store, String key, StoredHead head, byte[] bytes) {
    try (ObjectFill fill = begin(store, key, head, bytes.length)) {
      append(fill, bytes);
      return prove(fill);
    }
  }

  static String tag(StoredHead head) {
    return java.util.Objects.requireNonNull(head.fields().first("ETag"));
  }

  static ObjectHold found(ObjectStore store, String key, Fields request) {
    return assertInstanceOf(FindResult.Found.class, store.find(key, request)).hold();
  }

  static boolean isAbsent(ObjectStore store, String key) {
    return switch (store.find(key, Fields.NONE)) {
      case FindResult.Absent() -> true;
      case FindResult.Unreadable(String reason) -> throw new AssertionError(reason);
      case FindResult.Found(ObjectHold hold) -> {
        hold.close();
        yield false;
      }
    };
  }

  /** The bytes stored for a request. */
  static byte[] stored(ObjectStore store, String key, Fields request) throws IOException {
    try (ObjectHold hold = found(store, key, request)) {
      return bytes(hold.body(), hold.object().lengthBytes());
    }
  }

  static byte[] stored(ObjectStore store, String key) throws IOException {
    return stored(store, key, Fields.NONE);
  }

  static byte[] bytes(Body body, long lengthBytes) throws IOException {
    ByteBuffer direct = ByteBuffer.allocateDirect((int) lengthBytes);
    switch (body) {
      case Body.Memory(ByteBuffer bytes) -> direct.put(bytes.duplicate());
      case Body.Sealed(LinuxFile file, CopyProgress _, LinuxFile _) -> {
        while (direct.hasRemaining() && file.pread(direct, direct.position()) > 0) {}
      }
      case Body.Leased _, Body.Live _ -> throw new AssertionError("no body of an object");
    }
    byte[] bytes = new byte[direct.flip().remaining()];
    direct.get(bytes);
    return bytes;
  }

  static byte[] random(long seed, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The files below a directory, relative to it. */
  static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** The files of bodies: two hashes, joined by a dot. */
  static List<String> bodies(Path directory) throws IOException {
    return files(directory.resolve("objects")).stream()
        .filter(name -> name.matches("../[0-9a-f]{64}\\.[0-9a-f]{64}"))
        .toList();
  }
}
