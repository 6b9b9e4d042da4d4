package dev.untorn.lab.link;

import dev.untorn.lab.Explained;
import java.io.IOException;

/** The kinds of links between servers and clients. */
public enum LinkKind implements Explained {
  LOOPBACK("loopback", "this host's loopback device: pages travel to the receiver by reference"),
  WIRE(
      "wire",
      "two network namespaces; the server's device has scatter-gather off, so it copies the pages"
          + " of each packet when it sends it, as a network card does, and now and then every"
          + " packet is lost and sent again"),
  PROXY(
      "proxy",
      "two network namespaces, with a transparent proxy on the server's host: the server sees the"
          + " addresses of the clients, and its pages go to the proxy by reference");

  private final String term;

  LinkKind(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  /** Suffix for a server's name; empty for the default link. */
  public String mark() {
    return this == LOOPBACK ? "" : " (" + label() + ")";
  }

  @Override
  public String term() {
    return term;
  }

  /**
   * Sets one up.
   *
   * @throws IOException with the reason; everything is cleaned up
   */
  public Link open() throws IOException {
    return switch (this) {
      case LOOPBACK -> new Loopback();
      case WIRE -> VethPair.built(new LossyVethPair());
      case PROXY -> VethPair.built(new ProxiedVethPair());
    };
  }
}
