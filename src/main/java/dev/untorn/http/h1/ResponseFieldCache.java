package dev.untorn.http.h1;

import dev.untorn.http.LoopTick;
import dev.untorn.http.VersionFields;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;

/** Encoded header fields that many responses share. Used by one event loop. */
final class ResponseFieldCache {
  /** Beyond this, the cache is cleared: encoding costs a microsecond. */
  private static final int VERSIONS_MAX = 4096;

  private static final byte[] NO_DATE = {};

  /** Lines of a version: those that a 304 has too, of any body, and of the whole body alone. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfVersion(byte[] validators, byte[] content, byte[] whole) {
    void writeValidators(ByteBuf to) {
      to.writeBytes(validators);
    }

    void writeAll(ByteBuf to) {
      to.writeBytes(validators).writeBytes(content);
    }
  }

  private String cacheControl = "";
  private final LoopTick tick;
  private final IdentityHashMap<Version, OfVersion> ofVersions = new IdentityHashMap<>();
  private long dateSeconds = Long.MIN_VALUE;
  private byte[] date = NO_DATE;

  ResponseFieldCache(LoopTick tick) {
    this.tick = tick;
  }

  /** Sets the value of Cache-Control. True if it has changed. */
  boolean answerBy(String siteCacheControl) {
    if (siteCacheControl.equals(cacheControl)) {
      return false;
    }
    cacheControl = siteCacheControl;
    ofVersions.clear();
    return true;
  }

  /** The fields of a version, without Last-Modified until {@link LastModified#isOver}. */
  OfVersion of(Version version) {
    return isSettled(version) ? settled(version) : encode(version, false);
  }

  boolean isSettled(Version version) {
    return version.modified().isOver(tick.seconds());
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

  /** Server and Date, for now; of constant length. */
  byte[] dateLines() {
    long seconds = tick.seconds();
    if (seconds != dateSeconds) {
      dateSeconds = seconds;
      date = octets("Server: Untorn\r\nDate: " + HttpDates.format(seconds) + "\r\n");
    }
    return date;
  }

  /** Whole seconds since a time in milliseconds since the epoch; 0 if that is to come. */
  long age(long bornMillis) {
    return Math.max(0, tick.millis() - bornMillis) / 1000;
  }

  private OfVersion encode(Version version, boolean dated) {
    return new OfVersion(
        lines(VersionFields.validators(version, dated, cacheControl)),
        lines(VersionFields.content(version)),
        lines(VersionFields.ofWhole(version)));
  }

  private static byte[] lines(List<Field> fields) {
    StringBuilder lines = new StringBuilder();
    for (Field field : fields) {
      lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return octets(lines.toString());
  }

  /** An upstream's values may have bytes beyond ASCII (obs-text; RFC 9110, 5.5). */
  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
