package dev.untorn.lab.load;

import dev.untorn.lab.Explained;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
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
  HEAD("head", 1, "asks for the head, then for all");

  private final int count;
  private final String term;

  ClientKind(String label, int count, String sentence) {
    this.count = count;
    this.term = Explained.term(label, sentence);
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
      case FAST, SLOW -> (client, random) -> get(client, Optional.empty());
      case RANGE -> ClientKind::range;
      case RESUME -> new ResumeClient();
      case REVALIDATE -> new RevalidateClient();
      case HEAD ->
          (client, random) -> {
            String request = client.resource().request("HEAD");
            get(client, Optional.of(client.ask(Question.HEAD, Optional.empty(), request)));
          };
    };
  }

  private static void get(RecordingClient client, Optional<Observation> basis) {
    client.ask(Question.GET, basis, client.resource().request("GET"));
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
    client.ask(Question.RANGE, Optional.empty(), client.resource().request("GET", range));
  }
}
