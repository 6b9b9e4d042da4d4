package dev.untorn.lab.hazard;

/** What lies between the sender and its peer. */
public enum Network {
  LOOPBACK("loopback", "the loopback device: pages travel to the receiver by reference"),
  WIRE(
      "wire",
      "two network namespaces; the sender's device has scatter-gather off, so it copies the pages"
          + " of each packet when it sends it, as a network card does"),
  LOSSY_WIRE(
      "lossy wire",
      "the wire with losses: the first 64 KiB are handed over and acknowledged, then every packet"
          + " is lost until the file has changed, so that the rest must be sent again");

  private final String title;
  private final String sentence;

  Network(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  /** A short name. */
  public String title() {
    return title;
  }

  /** What it is, in one line. */
  public String sentence() {
    return sentence;
  }
}
