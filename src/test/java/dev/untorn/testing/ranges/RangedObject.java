package dev.untorn.testing.ranges;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the origin, as its path {@code /OPTIONS/BYTES/NAME} says. It has a strong tag, a
 * date of ten days ago, and lifetime enough, but for its options, which are separated by commas:
 *
 * <dl>
 *   <dt>{@code strong}
 *   <dd>nothing: an object without options
 *   <dt>{@code weak}, {@code untagged}, {@code undated}, {@code young}
 *   <dd>a weak tag, none, no date, one of just now
 *   <dt>{@code whole}, {@code multipart}, {@code shifted}, {@code untold}
 *   <dd>ranges are ignored; sent as a multipart of one part; begin a byte later than requested; do
 *       not tell the length of the whole
 *   <dt>{@code chunked}
 *   <dd>bodies have no Content-Length
 *   <dt>{@code if-range-ignored}, {@code if-range-refused}
 *   <dd>a range is sent whatever If-Range says; the whole is
 *   <dt>{@code renewed=N}, {@code swapped=N}
 *   <dd>from request N on it is another version; with the tag of the old one
 *   <dt>{@code cut=N}, {@code rate=N}, {@code fresh=N}, {@code delay=N}
 *   <dd>bodies end with a reset after N bytes; N bytes a second; fresh for N seconds; answered
 *       after N milliseconds
 * </dl>
 */
public final class RangedObject {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String FILES = "/file/";
  private static final long OLD_SECONDS = 10 * 86400L;
  private static final int PIECE_BYTES = 64 * 1024;

  /** Larger ones are made while they are sent. */
  private static final int KEPT_BYTES_MAX = 24 << 20;

  /** Versions of an object whose bytes are kept. */
  private static final int KEPT_VERSIONS = 4;

  /** How long a response is fresh, unless {@code fresh=N} says otherwise. */
  static final long FRESH_SECONDS = 3600;

  /** What it was when a request came. */
  record State(int version, String tag, Instant modified) {}

  private final String path;
  private final long lengthBytes;
  private final Map<String, Long> options;
  private final Optional<Path> file;
  private final Instant created = Instant.now();
  private final SentRanges sent = new SentRanges();
  private final Map<Integer, byte[]> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
          return size() > KEPT_VERSIONS;
        }
      };
  private int version;
  private int requests;

  private RangedObject(
      String path, long lengthBytes, Map<String, Long> options, Optional<Path> file) {
    this.file = file;
    this.path = path;
    this.lengthBytes = lengthBytes;
    this.options = options;
  }

  /** The one of a path, or of a file below {@code /file/}, if there is one. */
  static Optional<RangedObject> of(String path, Path folder) {
    if (path.startsWith(FILES)) {
      Path file = folder.resolve(path.substring(FILES.length()));
      return Files.isRegularFile(file)
          ? Optional.of(new RangedObject(path, file.toFile().length(), Map.of(), Optional.of(file)))
          : Optional.empty();
    }
    String[] names = path.split("/", -1);
    if (names.length != 4 || !names[2].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    Map<String, Long> options = new HashMap<>();
    for (String option : names[1].split(",", -1)) {
      String[] parts = option.split("=", 2);
      options.put(parts[0], parts.length == 2 ? Long.parseLong(parts[1]) : 0L);
    }
    return Optional.of(new RangedObject(path, Long.parseLong(names[2]), options, Optional.empty()));
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  public long lengthBytes() {
    return lengthBytes;
  }

  public SentRanges sent() {
    return sent;
  }

  /** Some bytes of a version; the first is 0. */
  public byte[] bytes(int ofVersion, long from, int length) {
    return lengthBytes > KEPT_BYTES_MAX
        ? new Content(path, ofVersion).bytes(from, length)
        : Arrays.copyOfRange(kept(ofVersion), (int) from, (int) from + length);
  }

  /** All of a small one, made once. */
  private synchronized byte[] kept(int ofVersion) {
    return kept.computeIfAbsent(
        ofVersion, each -> new Content(path, each).bytes(0, (int) lengthBytes));
  }

  /** Gives the bytes of a range to a sink. */
  void bytes(int ofVersion, AskedRange range, Content.Sink sink) throws IOException {
    if (file.isPresent()) {
      fileBytes(file.get(), range, sink);
    } else if (lengthBytes > KEPT_BYTES_MAX) {
      new Content(path, ofVersion).make(range.from(), range.lengthBytes(), sink);
    } else {
      byte[] all = kept(ofVersion);
      for (long at = range.from(); at < range.to(); at += PIECE_BYTES) {
        byte[] piece =
            Arrays.copyOfRange(all, (int) at, (int) Math.min(at + PIECE_BYTES, range.to()));
        sink.take(piece, piece.length);
      }
    }
  }

  private static void fileBytes(Path file, AskedRange range, Content.Sink sink) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(range.from());
      byte[] piece = new byte[PIECE_BYTES];
      for (long left = range.lengthBytes(); left > 0; ) {
        int length = open.read(piece, 0, (int) Math.min(left, piece.length));
        if (length < 0) {
          throw new IOException(file + " became shorter");
        }
        sink.take(piece, length);
        left -= length;
      }
    }
  }

  /** Makes it another version, with another tag unless it is {@code swapped}. */
  public synchronized void renew() {
    version++;
  }

  /** The version that the next request gets. */
  public synchronized int version() {
    return version;
  }

  boolean is(String option) {
    return options.containsKey(option);
  }

  long option(String option, long otherwise) {
    return options.getOrDefault(option, otherwise);
  }

  /** Counts a request. */
  synchronized State request() {
    requests++;
    if (requests == option("renewed", 0) || requests == option("swapped", 0)) {
      version++;
    }
    int named = is("swapped") ? 0 : version;
    Instant modified =
        is("young") ? Instant.now() : created.minusSeconds(OLD_SECONDS - 60L * named);
    return new State(version, tag(named), modified);
  }

  private String tag(int named) {
    return (is("weak") ? "W/" : "") + "\"v" + named + "\"";
  }
}
