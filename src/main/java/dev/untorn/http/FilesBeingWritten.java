package dev.untorn.http;

import dev.untorn.text.PathBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Logs each file that is refused for long because a program keeps it open for writing (a log, a
 * database, a disk image), and what the operator can do. Thread-safe.
 */
public final class FilesBeingWritten {
  /** After this time it is no upload that is about to end. */
  static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Beyond this, the oldest entries are dropped, and their files may be logged again. */
  static final int FILES_MAX = 256;

  private record Refusals(long firstNanos, long lastNanos, boolean logged) {}

  private final LongSupplier clock;
  private final Consumer<String> log;
  private final Map<String, Refusals> files = new LinkedHashMap<>();

  public FilesBeingWritten() {
    this(System::nanoTime, LoggerFactory.getLogger(FilesBeingWritten.class)::warn);
  }

  FilesBeingWritten(LongSupplier clock, Consumer<String> log) {
    this.clock = clock;
    this.log = log;
  }

  /** Records a refusal of a path relative to the root, one char per byte. */
  void refused(String path) {
    long now = clock.getAsLong();
    boolean logs;
    synchronized (files) {
      Refusals before = files.remove(path);
      if (before == null || now - before.lastNanos > LONG_NANOS) {
        before = new Refusals(now, now, false); // Restarts after a long pause.
      }
      logs = !before.logged && now - before.firstNanos >= LONG_NANOS;
      files.put(path, new Refusals(before.firstNanos, now, before.logged || logs));
      if (files.size() > FILES_MAX) {
        files.remove(files.keySet().iterator().next());
      }
    }
    if (logs) {
      log.accept(sentence(PathBytes.text(path)));
    }
  }

  private static String sentence(String path) {
    return "/"
        + path
        + " is answered with 503 for more than "
        + TimeUnit.NANOSECONDS.toSeconds(LONG_NANOS)
        + " s: a program keeps it open for writing, and no complete version of it is known. To"
        + " serve it as it is, without a promise, or one moment of it where the filesystem can"
        + " clone, add a rule: {match: '/"
        + path
        + "', mode: sendfile} or {match: ..., while-writing: moment}";
  }
}
