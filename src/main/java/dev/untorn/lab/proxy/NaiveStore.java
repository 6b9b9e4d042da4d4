package dev.untorn.lab.proxy;

import dev.untorn.lab.proxy.NaiveFetch.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the naive proxy keeps, in memory and however old it is: objects, or their parts. */
final class NaiveStore {
  /** Several for a large object. */
  private static final int PART_BYTES = 256 * 1024;

  /** With so many bytes it forgets all. */
  private static final long BYTES_MAX = 64L << 20;

  private static final int PARTIAL_CONTENT = 206;

  private final NaiveTarget way;
  private final int originPort;
  private final int secondPort;
  private final Map<Key, Fetched> parts = new ConcurrentHashMap<>();
  private final Map<String, String> tags = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  private record Key(String target, int part) {}

  NaiveStore(NaiveTarget way, int originPort, int secondPort) {
    this.way = way;
    this.originPort = originPort;
    this.secondPort = secondPort;
  }

  /** The first part, whose fields are those of all. */
  Fetched first(String target) throws IOException {
    return part(target, 0);
  }

  /** The tag that clients get. */
  String tag(String target, String fetched) {
    return switch (way) {
      case TAGS -> tags.computeIfAbsent(target, _ -> fetched);
      case WHOLE, PARTS, MIRRORS, PURGES, VERSIONS -> fetched;
    };
  }

  /** The bytes of a range, as far as they came. */
  byte[] content(String target, Fetched start, long from, long end) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (long at = from; at < end; at = partEnd(at)) {
      byte[] part = (partOf(at) == 0 ? start : part(target, partOf(at))).content();
      int first = Math.min(part.length, offset(at));
      int count = (int) Math.min(part.length - first, end - at);
      joined.write(part, first, count);
    }
    return joined.toByteArray();
  }

  private boolean isInParts() {
    return way == NaiveTarget.PARTS;
  }

  private int partOf(long at) {
    return isInParts() ? Math.toIntExact(at / PART_BYTES) : 0;
  }

  private int offset(long at) {
    return isInParts() ? (int) (at % PART_BYTES) : Math.toIntExact(at);
  }

  private long partEnd(long at) {
    return isInParts() ? at - at % PART_BYTES + PART_BYTES : Long.MAX_VALUE;
  }

  private Fetched part(String target, int index) throws IOException {
    Key key = new Key(target, index);
    Fetched known = parts.get(key);
    if (known != null) {
      return known;
    }
    Fetched fetched = fetched(target, index);
    if (fetched.isContent() && way != NaiveTarget.TAGS) {
      if (bytes.addAndGet(fetched.content().length) > BYTES_MAX) {
        bytes.set(0);
        parts.clear();
      }
      parts.put(key, fetched);
    }
    return fetched;
  }

  private Fetched fetched(String target, int index) throws IOException {
    long from = (long) index * PART_BYTES;
    return switch (way) {
      case WHOLE, TAGS, PURGES -> NaiveFetch.get(originPort, target, "");
      case PARTS ->
          NaiveFetch.get(
              originPort, target, "Range: bytes=%d-%d\r\n".formatted(from, from + PART_BYTES - 1));
      case MIRRORS -> {
        Fetched begun = NaiveFetch.get(originPort, target, "");
        String tag = begun.fields().first("ETag").orElse("");
        yield begun.isWhole()
            ? begun
            : joined(begun, secondPort, target, "If-Range: " + tag + "\r\n");
      }
      case VERSIONS -> {
        Fetched begun = NaiveFetch.get(originPort, target, "");
        yield begun.isWhole() ? begun : joined(begun, originPort, target, "");
      }
    };
  }

  /** What came, and the rest as another request gets it. */
  private static Fetched joined(Fetched begun, int port, String target, String condition)
      throws IOException {
    if (!begun.isContent()) {
      return NaiveFetch.get(port, target, "");
    }
    String range = "Range: bytes=%d-\r\n".formatted(begun.content().length) + condition;
    Fetched rest = NaiveFetch.get(port, target, range);
    if (rest.status() != PARTIAL_CONTENT) {
      return rest;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(begun.content());
    joined.writeBytes(rest.content());
    return new Fetched(begun.status(), begun.fields(), joined.toByteArray());
  }
}
