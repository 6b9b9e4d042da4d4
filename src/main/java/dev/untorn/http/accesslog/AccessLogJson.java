package dev.untorn.http.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.origin.CacheFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One JSON object a line. Files have {@code mode}, {@code body} and {@code proof}, responses of a
 * proxy {@code cache}; {@code modification}, {@code referer} and {@code user_agent} are optional.
 * Bytes beyond ASCII are the characters U+0080 to U+00FF, escaped.
 */
final class AccessLogJson extends AccessLogFormat {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double MICROS_PER_MILLI = 1000;
  private static final double NANOS_PER_MICRO = 1000;

  AccessLogJson() {
    super(SECOND);
  }

  @Override
  void append(Receipt receipt, ByteArrayOutputStream batch) {
    line(
        batch,
        receipt.startMillis(),
        json -> {
          json.writeStringField("remote", receipt.remote());
          json.writeStringField("method", receipt.method());
          json.writeStringField("target", receipt.target());
          json.writeStringField("protocol", receipt.protocol());
          json.writeNumberField("status", receipt.status());
          json.writeNumberField("bytes", receipt.bodyBytes());
          json.writeNumberField("head_bytes", receipt.headBytes());
          if (receipt.file().isPresent()) {
            FileFacts file = receipt.file().get();
            json.writeStringField("mode", label(file.mode()));
            json.writeStringField("body", label(file.body()));
            json.writeStringField("proof", label(file.proof()));
            if (file.standingInNanos() > 0) {
              json.writeNumberField("standing_in_ms", durationMillis(file.standingInNanos()));
            }
          }
          if (receipt.cache().isPresent()) {
            CacheFacts cache = receipt.cache().get();
            json.writeStringField("cache", label(cache.outcome()));
            if (cache.proof().isPresent()) {
              json.writeStringField("proof", label(cache.proof().get()));
            }
          }
          json.writeStringField("ending", receipt.ending().label());
          if (receipt.modification().isPresent()) {
            Modification modification = receipt.modification().get();
            json.writeStringField("modification", label(modification.kind()));
            json.writeStringField("modification_phase", label(modification.phase()));
          }
          json.writeNumberField("duration_ms", durationMillis(receipt.nanos()));
          writeIfSent(json, "referer", receipt.referer());
          writeIfSent(json, "user_agent", receipt.userAgent());
        });
  }

  /** {@code {"time":"…","lost":3}}. */
  @Override
  void appendLost(long lines, long millis, ByteArrayOutputStream batch) {
    line(batch, millis, json -> json.writeNumberField("lost", lines));
  }

  /** Writes the members that follow the time. */
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private void line(ByteArrayOutputStream batch, long millis, Members members) {
    try (JsonGenerator json = FACTORY.createGenerator(batch)) {
      json.writeStartObject();
      json.writeStringField("time", time(millis));
      members.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory cannot fail
    }
  }

  private static void writeIfSent(JsonGenerator json, String field, String value)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** To the microsecond: more is noise. */
  private static double durationMillis(long nanos) {
    return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
  }

  private String time(long millis) {
    return second(millis) + Integer.toString(1000 + Math.floorMod(millis, 1000)).substring(1) + 'Z';
  }
}
