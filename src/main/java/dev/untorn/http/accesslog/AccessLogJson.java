package dev.untorn.http.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.FileFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One JSON object a line. {@code mode}, {@code body} and {@code proof} are there for files, {@code
 * modification} where one was noticed, {@code referer} and {@code user_agent} where they were sent.
 * Bytes of the request beyond ASCII are written as the characters U+0080 to U+00FF, escaped.
 */
final class AccessLogJson implements AccessLogFormat {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MILLIS_PER_SECOND = 1000;
  private static final double MICROS_PER_MILLI = 1000;
  private static final double NANOS_PER_MICRO = 1000;

  private long second = Long.MIN_VALUE;
  private String secondText = "";

  @Override
  public void append(Receipt receipt, AccessLogBatch batch) {
    try (JsonGenerator json = FACTORY.createGenerator(batch)) {
      json.writeStartObject();
      json.writeStringField("time", time(receipt.startMillis()));
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
      json.writeStringField("ending", receipt.ending().label());
      if (receipt.modification().isPresent()) {
        Modification modification = receipt.modification().get();
        json.writeStringField("modification", label(modification.kind()));
        json.writeStringField("modification_phase", label(modification.phase()));
      }
      json.writeNumberField("duration_ms", durationMillis(receipt.nanos()));
      writeIfSent(json, "referer", receipt.referer());
      writeIfSent(json, "user_agent", receipt.userAgent());
      end(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory cannot fail
    }
  }

  /** {@code {"time":"…","lost":3}}. */
  @Override
  public void appendLost(long lines, long millis, AccessLogBatch batch) {
    try (JsonGenerator json = FACTORY.createGenerator(batch)) {
      json.writeStartObject();
      json.writeStringField("time", time(millis));
      json.writeNumberField("lost", lines);
      end(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory cannot fail
    }
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
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
    long wanted = Math.floorDiv(millis, MILLIS_PER_SECOND);
    if (wanted != second) {
      second = wanted;
      secondText = SECOND.format(Instant.ofEpochSecond(wanted));
    }
    int rest = Math.floorMod(millis, MILLIS_PER_SECOND);
    return secondText
        + (char) ('0' + rest / 100)
        + (char) ('0' + rest / 10 % 10)
        + (char) ('0' + rest % 10)
        + 'Z';
  }
}
