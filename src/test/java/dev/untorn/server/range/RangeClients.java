package dev.untorn.server.range;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.server.Served;
import dev.untorn.server.range.RangeJudge.Asked;
import dev.untorn.server.range.RangeJudge.Verdict;
import dev.untorn.testing.ranges.RangeOrigin;
import dev.untorn.testing.ranges.RangedObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of one object, and what they find wrong. */
final class RangeClients {
  /** Of all that is random; another one by {@code -Duntorn.fuzz.seed=N}. */
  static final long SEED = Long.getLong("untorn.fuzz.seed", 1);

  /** At once. */
  private static final int CLIENTS = 4;

  /** Requests of each; more by {@code -Duntorn.fuzz.requests=N}. */
  private static final int REQUESTS = Integer.getInteger("untorn.fuzz.requests", 8);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;
  private static final int LEAVE_BYTES_MAX = 2 << 20;

  private final OriginKind kind;
  private final String path;
  private final RangedObject object;
  private final RangeJudge judge;
  private final Served proxy;

  RangeClients(OriginKind kind, RangeOrigin origin, String path, Served proxy) {
    this.kind = kind;
    this.path = path;
    this.object = origin.object(path);
    this.judge = new RangeJudge(object, kind.tagsCanBeTrusted());
    this.proxy = proxy;
  }

  /** Several at once ask for anything. */
  List<String> atRandom() throws Exception {
    List<Callable<List<String>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Random random = new Random(SEED * CLIENTS + i);
      clients.add(() -> client(random));
    }
    List<String> faults = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<List<String>> client : threads.invokeAll(clients)) {
        faults.addAll(client.get());
      }
    }
    return faults;
  }

  /** One asks for all. */
  List<String> whole() throws IOException {
    return faults(new Asked("GET", Optional.empty(), Optional.empty()));
  }

  private List<String> client(Random random) throws IOException {
    RandomRanges ranges = new RandomRanges(random, object.lengthBytes());
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      if (kind.renewing() && random.nextInt(2 * CLIENTS) == 0) {
        object.renew();
      }
      Asked asked =
          new Asked(
              random.nextInt(16) == 0 ? "HEAD" : "GET",
              random.nextInt(24) == 0 ? Optional.empty() : Optional.of(ranges.next()),
              random.nextInt(8) == 0 ? Optional.of(condition(random)) : Optional.empty());
      if (random.nextInt(12) == 0) {
        leave(asked.octets(path), random.nextInt(LEAVE_BYTES_MAX));
      } else {
        faults.addAll(faults(asked));
      }
    }
    return faults;
  }

  private String condition(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "If-Range: \"other\"";
      case 1 -> "If-Range: W/\"v0\"";
      case 2 -> "If-Range: Wed, 18 Nov 2026 12:36:41 GMT";
      case 3 -> "If-None-Match: \"v" + object.version() + "\"";
      case 4 -> "If-Match: \"v" + object.version() + "\"";
      default -> "If-Range: \"v" + object.version() + "\"";
    };
  }

  private List<String> faults(Asked asked) throws IOException {
    try (WireClient client = WireClient.connect(proxy.address(), PATIENCE, OptionalInt.empty())) {
      Reply reply = client.ask(asked.octets(path));
      return switch (judge.judge(asked, reply)) {
        case Verdict.Right(int status) ->
            kind.allowsParts() && status == 200 && judge.isForPart(asked)
                ? List.of(path + " " + asked + ": the whole for a part")
                : List.of();
        case Verdict.Refused(String why) ->
            kind.failing() ? List.of() : List.of(path + " " + asked + ": " + why);
        case Verdict.Wrong(String why) -> List.of(path + " " + asked + ": " + why);
      };
    }
  }

  /** Reads some, and goes. */
  private void leave(String request, int bytes) throws IOException {
    try (WireClient client =
        WireClient.connect(proxy.address(), PATIENCE, OptionalInt.of(RECEIVE_BUFFER_BYTES))) {
      client.send(request);
      var _ = client.readSome(ByteBuffer.allocate(1 + bytes));
      client.abort();
    }
  }
}
