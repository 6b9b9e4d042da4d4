package dev.untorn.lab.load;

import dev.untorn.lab.Explained;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.RecordingClient.ReadPace;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The kinds of clients. */
public enum ClientKind implements Explained {
  FAST("fast", 2, "reads everything at once, on a connection that it keeps"),
  SLOW("slow", 4, "reads little at a time, through a small buffer"),
  RANGE("range", 1, "asks for single ranges"),
  RESUME(
      "resume", 1, "aborts and resumes, by If-Range, by If-Match and at the version's own address"),
  REVALIDATE("revalidate", 1, "asks whether what it has is current"),
  HEAD("head", 1, "asks for the head, then for all"),
  PLACES("places", 2, "asks for single ranges at any place: over bounds, of few bytes, of the end"),
  SEEK("seek", 2, "asks for all from a place on, as players do, and leaves early"),
  MULTI("multi", 2, "asks for several ranges at once"),
  SEGMENTS(
      "segments", 2, "gets several ranges at the same time, and joins those of one strong tag"),
  PURGE("purge", 2, "purges what was just replaced, alone or with others, and asks for it at once");

  private final int count;
  private final String term;

  ClientKind(String label, int count, String sentence) {
    this.count = count;
    this.term = Explained.term(label, sentence);
  }

  /** Those that ask for a file of any server; the others ask for objects of proxies, too. */
  public static List<ClientKind> ofFiles() {
    return List.of(FAST, SLOW, RANGE, RESUME, REVALIDATE, HEAD);
  }

  /** Whether it seldom asks for all of an object. */
  public boolean asksForParts() {
    return this == PLACES || this == SEEK || this == MULTI || this == SEGMENTS;
  }

  /** Per cell. */
  public int count() {
    return count;
  }

  @Override
  public String term() {
    return term;
  }

  /** For one thread. */
  @FunctionalInterface
  interface Client {
    /**
     * Sends one request, or a few in a row.
     *
     * @param random for repeatable choices
     */
    void turn(RecordingClient client, Random random);
  }

  /**
   * Sends requests until {@code mayGoOn} is false, and finishes the current one.
   *
   * @param random for repeatable choices
   */
  public void run(
      Resource resource, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    ReadPace pace = this == SLOW ? ReadPace.slow(resource.sizeBytes()) : ReadPace.FAST;
    Client kind = client();
    try (RecordingClient client = new RecordingClient(resource, pace, record)) {
      while (mayGoOn.getAsBoolean()) {
        kind.turn(client, random);
      }
    }
  }

  private Client client() {
    return switch (this) {
      case FAST, SLOW, PURGE -> (client, random) -> client.get(Question.GET, Optional.empty());
      case RANGE -> ClientKind::range;
      case PLACES -> PartialClients::place;
      case SEEK -> PartialClients::seek;
      case MULTI -> PartialClients::several;
      case SEGMENTS -> new SegmentsClient();
      case RESUME -> new ResumeClient();
      case REVALIDATE -> new RevalidateClient();
      case HEAD ->
          (client, random) -> {
            String request = client.resource().request("HEAD");
            client.get(
                Question.GET, Optional.of(client.ask(Question.HEAD, Optional.empty(), request)));
          };
    };
  }

  /** At most a quarter of the file, as players and package managers request. */
  private static void range(RecordingClient client, Random random) {
    long blocks = client.resource().blocks();
    long first = random.nextLong(blocks);
    long count = 1 + random.nextLong(Math.min(blocks - first, blocks / 4));
    String range =
        "Range: bytes=%d-%d"
            .formatted(
                first * BlockPattern.BLOCK_BYTES, (first + count) * BlockPattern.BLOCK_BYTES - 1);
    client.get(Question.RANGE, Optional.empty(), range);
  }

  /**
   * Aborts a download, then requests the rest by If-Range, If-Match and the version's own address
   * in turn.
   */
  private static final class ResumeClient implements Client {
    /** About the time of a rewrite: the version may or may not have changed. */
    private static final int AWAY_NANOS_MAX = 20_000_000;

    private static final List<Question> WAYS =
        List.of(Question.IF_RANGE, Question.IF_MATCH, Question.OWN_ADDRESS);

    private int turn;

    @Override
    public void turn(RecordingClient client, Random random) {
      Resource resource = client.resource();
      long blocks = resource.blocks();
      long keep = (blocks / 8 + random.nextLong(blocks / 4)) * BlockPattern.BLOCK_BYTES;
      Observation begun =
          client.ask(Question.GET_PART, Optional.empty(), resource.request("GET"), keep);
      client.close();
      LockSupport.parkNanos(random.nextInt(AWAY_NANOS_MAX));
      Question way = WAYS.get(turn++ % WAYS.size());
      if (begun.close() == Close.LEFT) {
        request(resource, begun, way)
            .ifPresent(request -> client.ask(way, Optional.of(begun), request));
      }
    }

    /** Empty if the response had no validator or address for this way. */
    private static Optional<String> request(Resource resource, Observation begun, Question way) {
      String rest = "Range: bytes=" + begun.blocks().sizeBytes() + "-";
      Observation.Head head = begun.head();
      return switch (way) {
        case IF_MATCH -> head.tag().map(tag -> resource.request("GET", rest, "If-Match: " + tag));
        case OWN_ADDRESS -> head.ownAddress().map(address -> resource.requestAt(address, rest));
        case IF_RANGE ->
            head.tag()
                .or(head::lastModified)
                .map(validator -> resource.request("GET", rest, "If-Range: " + validator));
        case GET, HEAD, GET_PART, RANGE, RANGES, REVALIDATE, SEEK, SEGMENT, JOINED ->
            throw new IllegalArgumentException("no way to resume: " + way);
      };
    }
  }

  /** Keeps a response, as a cache does, and revalidates it. */
  private static final class RevalidateClient implements Client {
    /** Without a pause it would only measure how fast 304s are. */
    private static final int PAUSE_NANOS_MAX = 4_000_000;

    private Optional<Observation> kept = Optional.empty();

    @Override
    public void turn(RecordingClient client, Random random) {
      Optional<String> tag = kept.flatMap(own -> own.head().tag());
      Observation seen =
          tag.isEmpty()
              ? client.get(Question.GET, Optional.empty())
              : client.get(Question.REVALIDATE, kept, "If-None-Match: " + tag.get());
      if (seen.hasContent()) {
        // Otherwise each observation would retain all earlier ones.
        kept = Optional.of(seen.withoutBasis());
      }
      LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
    }
  }
}
