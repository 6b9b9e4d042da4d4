package dev.untorn.lab.proxy;

import dev.untorn.lab.proxy.NaiveFetch.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the naive proxy keeps, in memory and however old it is: objects, or their parts. */
final class NaiveStore {
  /** Several for a large object. */
  private static final int PART_BYTES = 256 * 1024;

  /** With so many parts it forgets all. */
  private static final int PARTS_MAX = 200;

  private static final int PARTIAL_CONTENT = 206;

  private final NaiveTarget way;
  private final int originPort;
  private final int secondPort;
  private final Map<Key, Fetched> parts = new ConcurrentHashMap<>();

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

  /** The bytes of a range, as far as they came. */
  byte[] content(String target, long from, long end) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (long at = from; at < end; at = partEnd(at)) {
      byte[] part = part(target, partOf(at)).content();
      int first = Math.min(part.length, offset(at));
      int count = (int) Math.min(part.length - first, end - at);
      joined.write(part, first, count);
    }
    return joined.toByteArray();
  }

  private int partOf(long at) {
    return switch (way) {
      case WHOLE, MIRRORS -> 0;
      case PARTS -> Math.toIntExact(at / PART_BYTES);
    };
  }

  private int offset(long at) {
    return switch (way) {
      case WHOLE, MIRRORS -> Math.toIntExact(at);
      case PARTS -> (int) (at % PART_BYTES);
    };
  }

  private long partEnd(long at) {
    return switch (way) {
      case WHOLE, MIRRORS -> Long.MAX_VALUE;
      case PARTS -> at - at % PART_BYTES + PART_BYTES;
    };
  }

  private Fetched part(String target, int index) throws IOException {
    Key key = new Key(target, index);
    Fetched known = parts.get(key);
    if (known != null) {
      return known;
    }
    long from = (long) index * PART_BYTES;
    String range =
        switch (way) {
          case WHOLE, MIRRORS -> "";
          case PARTS -> "Range: bytes=%d-%d\r\n".formatted(from, from + PART_BYTES - 1);
        };
    Fetched first = NaiveFetch.get(originPort, target, range);
    Fetched fetched =
        switch (way) {
          case WHOLE, PARTS -> first;
          case MIRRORS -> first.isWhole() ? first : rest(first, target);
        };
    if (fetched.isContent()) {
      if (parts.size() >= PARTS_MAX) {
        parts.clear();
      }
      parts.put(key, fetched);
    }
    return fetched;
  }

  /** What came, and the rest as the second URL has it. */
  private Fetched rest(Fetched begun, String target) throws IOException {
    if (!begun.isContent()) {
      return NaiveFetch.get(secondPort, target, "");
    }
    String range =
        "Range: bytes=%d-\r\nIf-Range: %s\r\n"
            .formatted(begun.content().length, begun.fields().first("ETag").orElse(""));
    Fetched rest = NaiveFetch.get(secondPort, target, range);
    if (rest.status() != PARTIAL_CONTENT) {
      return rest;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(begun.content());
    joined.writeBytes(rest.content());
    return new Fetched(begun.status(), begun.fields(), joined.toByteArray());
  }
}
