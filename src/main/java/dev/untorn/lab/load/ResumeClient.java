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
 * Aborts a download, then requests the rest by If-Range, If-Match and the version's own address in
 * turn.
 */
final class ResumeClient implements ClientKind.Client {
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
    client.disconnect();
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
      case GET, HEAD, GET_PART, RANGE, REVALIDATE ->
          throw new IllegalArgumentException("no way to resume: " + way);
    };
  }
}
