package dev.untorn.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.PathBytes;
import java.io.IOException;
import java.io.OutputStream;

/** A folder as JSON for programs. */
public final class ListingJson {
  public static final String MEDIA_TYPE = "application/json";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private ListingJson() {}

  /**
   * Writes one object: {@code path} (with a slash at both ends, not percent-encoded), {@code
   * entries} and {@code truncated}. An entry has {@code name} (bytes that are not UTF-8 are shown
   * as U+FFFD), {@code href} (a relative link, percent-encoded, that always leads to it), {@code
   * type} ({@code directory} or {@code file}), {@code size} in bytes (files only) and {@code
   * modified} (RFC 3339, UTC). Keeps no more than a buffer in memory; flushes, but does not close.
   *
   * @throws IOException of the stream
   */
  public static void write(Folder folder, ListingOrder order, OutputStream out) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeStringField("path", ListingPage.slashed(PathBytes.text(folder.path())));
      json.writeArrayFieldStart("entries");
      for (Entry entry : order.sorted(folder.entries())) {
        write(entry, json);
      }
      json.writeEndArray();
      json.writeBooleanField("truncated", folder.truncated());
      json.writeEndObject();
    }
  }

  private static void write(Entry entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", PathBytes.text(entry.name()));
    json.writeStringField("href", Html.reference(entry.name(), entry.directory()));
    json.writeStringField("type", entry.directory() ? "directory" : "file");
    if (!entry.directory()) {
      json.writeNumberField("size", entry.sizeBytes());
    }
    json.writeStringField("modified", Quantity.time(entry.mtimeSeconds()));
    json.writeEndObject();
  }
}
