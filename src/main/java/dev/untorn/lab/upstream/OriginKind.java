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
  MIRRORED("mirrored", "fails, and its second URL has older versions under the current tags"),
  NO_RANGES("no-ranges", "sends all of an object, whichever range is asked for"),
  OTHER_PARTS("other-parts", "sends another range than the one that was asked for, and says so"),
  COARSE(
      "coarse", "makes its tags of second and length, as nginx does: versions share strong tags"),
  SAME_TAG("same-tag", "gives all versions of an object one strong tag and one old date"),
  S3_VERSIONS("s3-versions", "is an S3 bucket that keeps replaced versions; it cuts bodies"),
  S3_GONE("s3-gone", "is the same, but replaced versions are gone or may not be read"),
  S3_PLAIN(
      "s3-plain", "is an S3 bucket without versions that replaces its objects and cuts bodies"),
  S3_BUSY(
      "s3-busy", "is an S3 bucket that is too busy: SlowDown, InternalError, errors that are cut"),
  S3_DAMAGED("s3-damaged", "is an S3 bucket that sends a wrong byte, which its checksum disproves");

  /** How a proxy speaks to an origin. */
  public enum Protocol {
    HTTP,
    S3
  }

  private final String term;

  OriginKind(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String term() {
    return term;
  }

  public Protocol protocol() {
    return switch (this) {
      case S3_VERSIONS, S3_GONE, S3_PLAIN, S3_BUSY, S3_DAMAGED -> Protocol.S3;
      case STEADY,
          SWAP,
          DATED,
          WEAK,
          RETAG,
          CUT_LENGTH,
          CUT_CHUNKED,
          CUT_CLOSE,
          STALL,
          EXTRA,
          SHORT_PARTS,
          DAMAGED,
          ODD_304,
          ERRORS,
          MIRRORED,
          NO_RANGES,
          OTHER_PARTS,
          COARSE,
          SAME_TAG ->
          Protocol.HTTP;
    };
  }

  /** Whether its objects change while they are sent. */
  boolean swaps() {
    return isFaultyByVersions() || this == S3_VERSIONS || this == S3_GONE || this == S3_PLAIN;
  }

  /** Whether each replacement is its fault. */
  boolean isFaultyByVersions() {
    return this == SWAP || this == DATED || this == WEAK || this == COARSE || this == SAME_TAG;
  }

  /** Whether it sends wrong bytes, under a digest that disproves them. */
  public boolean isDamaged() {
    return this == DAMAGED || this == S3_DAMAGED;
  }

  /**
   * Whether a strong tag is that of one version: else what clients join under it proves nothing.
   */
  public boolean isTrueToTags() {
    return this != COARSE && this != SAME_TAG;
  }

  /** Whether all versions have one date. */
  boolean keepsDates() {
    return this == WEAK || this == SAME_TAG;
  }

  /** Whether a proxy may refuse all of its bodies, as none says where it ends. */
  public boolean isUnframed() {
    return this == CUT_CLOSE;
  }

  /** Whether a proxy that asks for neither parts nor confirmations never meets its fault. */
  public boolean isAvoidable() {
    return this == SHORT_PARTS || this == ODD_304 || this == NO_RANGES || this == OTHER_PARTS;
  }

  /**
   * Whether a validator tells a version from the next one: else a proxy may keep the old one, as
   * the origin confirms it.
   */
  public boolean tellsVersionsApart() {
    return this != WEAK && isTrueToTags();
  }
}
