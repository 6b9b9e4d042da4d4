package dev.untorn.http.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.PathBytes;
import dev.untorn.text.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A folder as JSON: one object of {@code path} (a slash at both ends, not percent-encoded), {@code
 * next} (a relative link to the following entries, if there are more) and {@code entries}. An entry
 * has {@code name} (invalid UTF-8 as U+FFFD), {@code href} (a relative link, percent-encoded),
 * {@code type} ({@code directory} or {@code file}), {@code size} in bytes (files only) and {@code
 * modified} (RFC 3339, UTC; not for folders of a bucket).
 */
public final class ListingJson implements ListingFormat {
  public static final String MEDIA_TYPE = "application/json";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private interface Step {
    void write(JsonGenerator json) throws IOException;
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Folder folder;
  private final JsonGenerator json;

  public ListingJson(Folder folder) {
    this.folder = folder;
    try {
      json = JSON.createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Step step) {
    try {
      step.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public void begin() {
    write(to -> {
      to.writeStartObject();
      to.writeStringField("path", ListingPage.slashed(PathBytes.text(folder.path())));
      if (!folder.part().next().isEmpty()) {
        to.writeStringField("next", Links.behind(folder.part().next()));
      }
      to.writeArrayFieldStart("entries");
    });
  }

  @Override
  public void row(Entry entry) {
    write(to -> {
      to.writeStartObject();
      to.writeStringField("name", PathBytes.text(entry.name()));
      to.writeStringField("href", Links.reference(entry.name(), entry.directory()));
      to.writeStringField("type", entry.directory() ? "directory" : "file");
      if (!entry.directory()) {
        to.writeNumberField("size", entry.sizeBytes());
      }
      if (entry.isDated()) {
        to.writeStringField("modified", Quantity.time(entry.mtimeSeconds()));
      }
      to.writeEndObject();
    });
  }

  @Override
  public void end() {
    write(JsonGenerator::close);
  }

  @Override
  public byte[] take() {
    write(JsonGenerator::flush);
    byte[] written = out.toByteArray();
    out.reset();
    return written;
  }
}
