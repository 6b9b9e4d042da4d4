package dev.untorn.origin.proxy.answer;

import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.Reading;

/** What answers a request once the origin has confirmed it; whoever has it ends it. */
public sealed interface Candidate {
  Expiration expiration();

  /** The same with another head. */
  Candidate with(Expiration newer);

  void close();

  record Stored(ObjectHold hold, Expiration expiration) implements Candidate {
    @Override
    public Stored with(Expiration newer) {
      return new Stored(hold, newer);
    }

    @Override
    public void close() {
      hold.close();
    }
  }

  /** A body that is being fetched. */
  record Filling(Fill fill, Reading reading, Expiration expiration) implements Candidate {
    @Override
    public Filling with(Expiration newer) {
      return new Filling(fill, reading, newer);
    }

    @Override
    public void close() {
      reading.end();
    }
  }
}
