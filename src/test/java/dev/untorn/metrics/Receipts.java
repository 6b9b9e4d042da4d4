package dev.untorn.metrics;

import dev.untorn.config.Mode;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.version.Proof;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Receipts for tests. */
final class Receipts {
  private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "get", "BREW", "");
  private static final List<String> HOSTILE =
      List.of("/", "/a\"} 1\nuntorn_evil 1", "\u0000\\", "é\u007f", "/secret/path?x=y");
  private static final List<Integer> STATUSES =
      List.of(0, 100, 200, 206, 301, 304, 400, 404, 416, 500, 503, 505, 999, -1);

  private Receipts() {}

  static Receipt ofFile(FileFacts facts, Ending ending, long bodyBytes) {
    return receipt(
        "GET",
        200,
        Optional.of(facts),
        Optional.empty(),
        Optional.empty(),
        ending,
        bodyBytes,
        "/a");
  }

  static Receipt ofProblem(String method, int status) {
    return receipt(
        method,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Ending.COMPLETED,
        30,
        "/none");
  }

  static Receipt ofProxy(Optional<FileFacts> file, CacheFacts facts) {
    return receipt(
        "GET", 200, file, Optional.of(facts), Optional.empty(), Ending.COMPLETED, 5, "/a");
  }

  static Receipt modified(FileFacts facts, Ending ending, Modification modification) {
    return receipt(
        "GET",
        200,
        Optional.of(facts),
        Optional.empty(),
        Optional.of(modification),
        ending,
        7,
        "/a");
  }

  /** Whatever a receipt can say, and what a client might wish it said. */
  static Receipt any(RandomGenerator random) {
    Optional<FileFacts> file =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new FileFacts(
                    pick(random, Mode.values()),
                    pick(random, BodyKind.values()),
                    pick(random, Proof.values()),
                    random.nextLong(0, 1L << 40)));
    Optional<CacheFacts> cache =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new CacheFacts(
                    pick(random, CacheOutcome.values()),
                    random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(pick(random, Proof.values()))));
    Optional<Modification> modification =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Modification(
                    pick(random, Modification.Kind.values()),
                    pick(random, Modification.Phase.values())));
    return receipt(
        METHODS.get(random.nextInt(METHODS.size())),
        STATUSES.get(random.nextInt(STATUSES.size())),
        file,
        cache,
        modification,
        pick(random, Ending.values()),
        random.nextLong(1L << 40),
        HOSTILE.get(random.nextInt(HOSTILE.size())));
  }

  private static <T> T pick(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Receipt receipt(
      String method,
      int status,
      Optional<FileFacts> file,
      Optional<CacheFacts> cache,
      Optional<Modification> modification,
      Ending ending,
      long bodyBytes,
      String text) {
    return new Receipt(
        "192.0.2.7",
        method,
        text,
        "HTTP/1.1",
        text,
        text,
        status,
        file,
        cache,
        modification,
        ending,
        200,
        bodyBytes,
        1_700_000_000_000L,
        2_000_000);
  }
}
