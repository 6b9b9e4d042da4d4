package dev.untorn.origin.s3;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * An error as S3 tells it.
 *
 * @param code such as {@code NoSuchKey}
 * @param region where the bucket is, if the request was signed for another one; else empty
 */
record ErrorDocument(String code, String region) {
  private static final String ROOT = "Error";

  /** What is known of a response without such a document, as those to HEAD are. */
  static final ErrorDocument NONE = new ErrorDocument("", "");

  /** Empty if it is another document, or none. */
  static Optional<ErrorDocument> parse(byte[] document) {
    Reader reader = new Reader();
    try {
      return XmlElements.read(document, reader).equals(ROOT)
          ? Optional.of(new ErrorDocument(reader.code, reader.region))
          : Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static final class Reader implements XmlElements.Receiver {
    private String code = "";
    private String region = "";

    @Override
    public void text(String path, String text) {
      switch (path) {
        case "Code" -> code = text.strip();
        case "Region" -> region = text.strip();
        default -> {}
      }
    }

    @Override
    public void end(String path) {}
  }
}
