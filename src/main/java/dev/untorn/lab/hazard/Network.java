package dev.untorn.lab.hazard;

import dev.untorn.lab.Explained;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.link.VethPair;
import java.io.IOException;

/** What lies between the sender and its peer. */
public enum Network implements Explained {
  LOOPBACK("loopback", "the loopback device: pages travel to the receiver by reference"),
  WIRE(
      "wire",
      "two network namespaces; the sender's device has scatter-gather off, so it copies the pages"
          + " of each packet when it sends it, as a network card does"),
  LOSSY_WIRE(
      "lossy wire",
      "the wire with losses: the first 64 KiB are handed over and acknowledged, then every packet"
          + " is lost until the file has changed, so that the rest must be sent again");

  private final String term;

  Network(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String term() {
    return term;
  }

  /**
   * Makes a link of this kind.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  Link open() throws IOException {
    return this == LOOPBACK ? LinkKind.LOOPBACK.open() : VethPair.create();
  }
}
