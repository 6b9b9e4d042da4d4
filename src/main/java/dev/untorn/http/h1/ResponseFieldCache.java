package dev.untorn.http.h1;

import dev.untorn.delivery.VersionSelector;
import dev.untorn.http.LoopTick;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Body;
import dev.untorn.version.Representation;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;

/** Encoded header fields that stay the same for many responses. Touched by one event loop. */
final class ResponseFieldCache {
  /** Beyond so many versions it begins anew: encoding costs a microsecond. */
  private static final int VERSIONS_MAX = 4096;

  private static final byte[] NO_DATE = {};

  /** Fields of one version. */
  static final class OfVersion {
    private final byte[] validators;
    private final byte[] content;

    private OfVersion(String validators, String content) {
      this.validators = ascii(validators);
      this.content = ascii(content);
    }

    /** Those that a 304 has too (RFC 9110, 15.4.5). */
    void writeValidators(ByteBuf to) {
      to.writeBytes(validators);
    }

    /** Those that describe the bytes, but for Content-Type and Content-Length. */
    void writeContent(ByteBuf to) {
      to.writeBytes(content);
    }
  }

  private String cacheControl = "";
  private final LoopTick loopTick;
  private final IdentityHashMap<Version, OfVersion> ofVersions = new IdentityHashMap<>();
  private long dateSeconds = Long.MIN_VALUE;
  private byte[] date = NO_DATE;

  ResponseFieldCache(LoopTick loopTick) {
    this.loopTick = loopTick;
  }

  /** Has responses get this field from now on; whether that is another than before. */
  boolean answerBy(String siteCacheControl) {
    if (siteCacheControl.equals(cacheControl)) {
      return false;
    }
    cacheControl = siteCacheControl;
    ofVersions.clear();
    return true;
  }

  /**
   * The fields of a version, without its date until {@link LastModified#isOver} says that it names
   * one state.
   */
  OfVersion of(Version version) {
    return isSettled(version) ? settled(version) : encode(version, false);
  }

  /** Whether the second that the version's date names is over: its fields stay as they are. */
  boolean isSettled(Version version) {
    return version.modified().isOver(loopTick.seconds());
  }

  private OfVersion settled(Version version) {
    OfVersion fields = ofVersions.get(version);
    if (fields == null) {
      if (ofVersions.size() >= VERSIONS_MAX) {
        ofVersions.clear();
      }
      fields = encode(version, version.hasDate());
      ofVersions.put(version, fields);
    }
    return fields;
  }

  /** Server and Date, for now. */
  void writeDate(ByteBuf to) {
    to.writeBytes(dateLines());
  }

  /** The same, always of one length. */
  byte[] dateLines() {
    long seconds = loopTick.seconds();
    if (seconds != dateSeconds) {
      dateSeconds = seconds;
      date = ascii("Server: Untorn\r\nDate: " + HttpDates.format(seconds) + "\r\n");
    }
    return date;
  }

  private OfVersion encode(Version version, boolean dated) {
    StringBuilder validators = new StringBuilder();
    if (dated) {
      validators
          .append("Last-Modified: ")
          .append(HttpDates.format(version.lastModifiedSeconds()))
          .append("\r\n");
    }
    validators.append("ETag: ").append(version.tag()).append("\r\n");
    validators.append(vary(version.representation()));
    if (!cacheControl.isEmpty()) {
      validators.append("Cache-Control: ").append(cacheControl).append("\r\n");
    }
    if (isKeptWhenReplaced(version)) {
      // Relative to whatever address it was asked for by (RFC 3986, 5.2.2).
      validators
          .append("Content-Location: ?")
          .append(VersionSelector.query(version.tag().opaque()))
          .append("\r\n");
    }
    StringBuilder content = new StringBuilder();
    if (version.representation().coding() != Coding.IDENTITY) {
      content
          .append("Content-Encoding: ")
          .append(version.representation().coding().token())
          .append("\r\n");
    }
    content.append("Accept-Ranges: bytes\r\nX-Content-Type-Options: nosniff\r\n");
    return new OfVersion(validators.toString(), content.toString());
  }

  private static String vary(Representation representation) {
    if (!representation.negotiated()) {
      return representation.page() ? "Vary: Accept\r\n" : "";
    }
    return representation.page()
        ? "Vary: Accept, Accept-Encoding\r\n"
        : "Vary: Accept-Encoding\r\n";
  }

  /** Then it has an address of its own. */
  private static boolean isKeptWhenReplaced(Version version) {
    return switch (version.body()) {
      case Body.Sealed _, Body.Leased _ ->
          version.representation().coding() == Coding.IDENTITY
              && EntityTag.couldBeOpaque(version.tag().opaque());
      case Body.Memory _, Body.Live _ -> false;
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
