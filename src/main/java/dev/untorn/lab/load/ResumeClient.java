package dev.untorn.lab.load;

import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Breaks a download off, comes back and asks for the rest: by If-Range, by If-Match and at the
 * version's own address in turn.
 */
final class ResumeClient implements Client {
  /** Away for about as long as a rewrite takes, so that the version may have changed or not. */
  private static final int AWAY_NANOS_MAX = 20_000_000;

  private static final Question[] WAYS = {
    Question.IF_RANGE, Question.IF_MATCH, Question.OWN_ADDRESS
  };

  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      for (int turn = 0; mayGoOn.getAsBoolean(); turn++) {
        long blocks = aim.sizeBytes() / Pattern.BLOCK_BYTES;
        long keep = (blocks / 8 + random.nextLong(blocks / 4)) * Pattern.BLOCK_BYTES;
        Observation begun =
            asker.ask(Question.GET_PART, Optional.empty(), aim.request("GET"), keep);
        record.accept(begun);
        asker.disconnect();
        LockSupport.parkNanos(random.nextInt(AWAY_NANOS_MAX));
        Question way = WAYS[turn % WAYS.length];
        if (begun.close() == Close.LEFT) {
          request(aim, begun, way)
              .ifPresent(request -> record.accept(asker.ask(way, Optional.of(begun), request)));
        }
      }
    }
  }

  /** None where the server gave nothing to resume by in this way. */
  private static Optional<String> request(Aim aim, Observation begun, Question way) {
    String rest = "Range: bytes=" + begun.blocks().sizeBytes() + "-";
    Observation.Head head = begun.head();
    return switch (way) {
      case IF_MATCH -> head.tag().map(tag -> aim.request("GET", rest, "If-Match: " + tag));
      case OWN_ADDRESS -> head.ownAddress().map(address -> aim.requestAt(address, rest));
      case IF_RANGE ->
          head.tag()
              .or(head::lastModified)
              .map(validator -> aim.request("GET", rest, "If-Range: " + validator));
      case GET, HEAD, GET_PART, RANGE, REVALIDATE ->
          throw new IllegalArgumentException("no way to resume: " + way);
    };
  }
}
