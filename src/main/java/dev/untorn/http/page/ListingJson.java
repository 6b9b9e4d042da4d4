package dev.untorn.http.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A folder as JSON for programs: one object of {@code path} (with a slash at both ends, not
 * percent-encoded) and {@code entries}. An entry has {@code name} (bytes that are not UTF-8 are
 * shown as U+FFFD), {@code href} (a relative link, percent-encoded, that always leads to it),
 * {@code type} ({@code directory} or {@code file}), {@code size} in bytes (files only) and {@code
 * modified} (RFC 3339, UTC).
 */
public record ListingJson(Folder folder) implements ListingFormat {
  public static final String MEDIA_TYPE = "application/json";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public byte[] begin() {
    return json(json -> {
      json.writeStartObject();
      json.writeStringField("path", ListingPage.slashed(PathBytes.text(folder.path())));
      json.writeFieldName("entries");
      json.writeRaw(":[");
    });
  }

  @Override
  public byte[] rows(List<Entry> entries, boolean first) {
    return json(json -> {
      json.setPrettyPrinter(new MinimalPrettyPrinter(","));
      if (!first) {
        json.writeRaw(',');
      }
      for (Entry entry : entries) {
        write(entry, json);
      }
    });
  }

  @Override
  public byte[] end() {
    return "]}".getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a part of a text. */
  private interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Part part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
      part.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void write(Entry entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", PathBytes.text(entry.name()));
    json.writeStringField("href", Links.reference(entry.name(), entry.directory()));
    json.writeStringField("type", entry.directory() ? "directory" : "file");
    if (!entry.directory()) {
      json.writeNumberField("size", entry.sizeBytes());
    }
    json.writeStringField("modified", Quantity.time(entry.mtimeSeconds()));
    json.writeEndObject();
  }
}
