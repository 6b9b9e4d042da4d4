package dev.untorn.lab.upstream;

import dev.untorn.lab.Explained;

/** The ways in which origins treat their proxies. */
public enum OriginKind implements Explained {
  STEADY("steady", "sends every object whole, and replaces it now and then"),
  SWAP("swap", "replaces its objects several times a second"),
  DATED("dated", "the same without entity tags: versions of one second share their date"),
  WEAK("weak", "the same, and all versions share one weak entity tag"),
  RETAG("retag", "gives each response another entity tag, as servers behind one name do"),
  CUT_LENGTH("cut-length", "closes the connection within a body that has a Content-Length"),
  CUT_CHUNKED("cut-chunked", "closes the connection within a chunked body, or before its end"),
  CUT_CLOSE("cut-close", "closes the connection too early where only its end ends the body"),
  STALL("stall", "stops in the middle of a body, then goes on or closes the connection"),
  EXTRA("extra", "sends a response that nobody asked for behind the one that was"),
  SHORT_PARTS("short-parts", "sends less of a range than its Content-Range says"),
  DAMAGED("damaged", "sends a wrong byte, which the Repr-Digest that it sends disproves"),
  ODD_304("odd-304", "confirms an object with a length, a range or a tag that is not its own"),
  ERRORS("errors", "fails: 500, 503, no response, half a head, no HTTP"),
  MIRRORED("mirrored", "fails, and its second URL has older versions under the current tags");

  private final String term;

  OriginKind(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String term() {
    return term;
  }

  /** Whether its fault is that objects change while they are sent. */
  public boolean swaps() {
    return this == SWAP || this == DATED || this == WEAK;
  }

  /** Whether a proxy may refuse all of its bodies, as none says where it ends. */
  public boolean isUnframed() {
    return this == CUT_CLOSE;
  }

  /** Whether a proxy that asks for neither parts nor confirmations never meets its fault. */
  public boolean isAvoidable() {
    return this == SHORT_PARTS || this == ODD_304;
  }

  /**
   * Whether a validator tells a version from the next one: else a proxy may keep the old one, as
   * the origin confirms it.
   */
  boolean tellsVersionsApart() {
    return this != WEAK;
  }
}
