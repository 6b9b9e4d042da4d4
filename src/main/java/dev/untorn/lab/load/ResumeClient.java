package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Breaks a download off, comes back and asks for the rest: by If-Range, by If-Match and at the
 * version's own address in turn.
 */
final class ResumeClient implements ClientKind.Client {
  /** Away for about as long as a rewrite takes, so that the version may have changed or not. */
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
    client.disconnect();
    LockSupport.parkNanos(random.nextInt(AWAY_NANOS_MAX));
    Question way = WAYS.get(turn++ % WAYS.size());
    if (begun.close() == Close.LEFT) {
      request(resource, begun, way)
          .ifPresent(request -> client.ask(way, Optional.of(begun), request));
    }
  }

  /** Empty where the server gave nothing to resume by in this way. */
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
      case GET, HEAD, GET_PART, RANGE, REVALIDATE ->
          throw new IllegalArgumentException("no way to resume: " + way);
    };
  }
}
