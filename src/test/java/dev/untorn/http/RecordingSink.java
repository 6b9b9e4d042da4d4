package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A protocol that keeps what it is given, and sends nothing. */
final class RecordingSink implements ResponseSink {
  final List<Answer> answers = new ArrayList<>();
  final List<Ending> resets = new ArrayList<>();
  private Optional<Observer> observer = Optional.empty();

  @Override
  public void respond(Answer answer, Observer whenEnded) {
    answers.add(answer);
    observer = Optional.of(whenEnded);
  }

  @Override
  public void reset(Ending why) {
    resets.add(why);
    observer.ifPresent(
        told -> told.ended(HEAD_BYTES, new Transfer.Ended(why, 0, Optional.empty())));
  }

  @Override
  public Peer peer() {
    return new Peer("192.0.2.1");
  }

  static final int HEAD_BYTES = 7;

  /** Ends the response as if all of it had been sent. */
  void complete(long bodyBytes) {
    answers.forEach(Answer::discard);
    observer
        .orElseThrow()
        .ended(HEAD_BYTES, new Transfer.Ended(Ending.COMPLETED, bodyBytes, Optional.empty()));
  }
}
