package dev.untorn.origin.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * One page of a listing (ListObjectsV2).
 *
 * @param objects with their whole keys
 * @param prefixes whole ones, up to and with the delimiter
 * @param next what the following page is asked for with; empty if this is the last one
 */
record ListingDocument(List<BucketObject> objects, List<String> prefixes, Optional<String> next) {
  /**
   * An object.
   *
   * @param modifiedSeconds since the epoch
   */
  record BucketObject(String key, long sizeBytes, long modifiedSeconds) {}

  private static final String ROOT = "ListBucketResult";

  /** Empty if it is another document, contradicts itself, or none. */
  static Optional<ListingDocument> parse(byte[] document) {
    Reader reader = new Reader();
    try {
      return XmlElements.read(document, reader).equals(ROOT) ? reader.listing() : Optional.empty();
    } catch (XMLStreamException | IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Keys as they are written: the element that says whether they are encoded may come last. */
  private static final class Reader implements XmlElements.Receiver {
    private static final String ENCODED = "url";

    private final List<BucketObject> objects = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private String key = "";
    private long sizeBytes;
    private long modifiedSeconds;
    private String encoding = "";
    private String next = "";
    private boolean truncated;

    @Override
    public void text(String path, String text) {
      switch (path) {
        case "EncodingType" -> encoding = text.strip();
        case "IsTruncated" -> truncated = text.strip().equals("true");
        case "NextContinuationToken" -> next = text;
        case "Contents/Key" -> key = text;
        case "Contents/Size" -> sizeBytes = Long.parseLong(text.strip());
        case "Contents/LastModified" ->
            modifiedSeconds = Instant.parse(text.strip()).getEpochSecond();
        case "CommonPrefixes/Prefix" -> prefixes.add(text);
        default -> {}
      }
    }

    @Override
    public void end(String path) {
      if (path.equals("Contents")) {
        objects.add(new BucketObject(key, sizeBytes, modifiedSeconds));
        key = "";
      }
    }

    Optional<ListingDocument> listing() {
      if (truncated && next.isEmpty()) {
        return Optional.empty(); // The rest cannot be asked for.
      }
      return Optional.of(
          new ListingDocument(
              objects.stream()
                  .map(each ->
                      new BucketObject(decoded(each.key), each.sizeBytes, each.modifiedSeconds))
                  .toList(),
              prefixes.stream().map(this::decoded).toList(),
              truncated ? Optional.of(next) : Optional.empty()));
    }

    /** In the encoding of forms, as S3 has it: a plus is a space. */
    private String decoded(String text) {
      return encoding.equals(ENCODED) ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }
  }
}
