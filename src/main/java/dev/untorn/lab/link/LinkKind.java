package dev.untorn.lab.link;

import dev.untorn.lab.Explained;
import java.io.IOException;

/** The ways between servers and clients that the lab knows. */
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

  /** What is put behind the name of a server that is reached so: nothing where it is usual. */
  public String mark() {
    return this == LOOPBACK ? "" : " (" + label() + ")";
  }

  @Override
  public String term() {
    return term;
  }

  /**
   * Makes one.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  public Link open() throws IOException {
    return switch (this) {
      case LOOPBACK -> new Loopback();
      case WIRE -> VethPair.built(new LossyVethPair());
      case PROXY -> VethPair.built(new ProxiedVethPair());
    };
  }
}
