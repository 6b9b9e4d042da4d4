package dev.untorn.origin.object.record;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads what {@link RecordWriter} wrote, once its checksum has been found right. */
public final class RecordReader {
  /** "untorn" and two bytes that are no text. */
  public static final long MAGIC = 0x756e_746f_726e_0dffL;

  public static final int HEAD_SIZE_BYTES = Long.BYTES + 2 * Integer.BYTES;
  public static final int SUM_SIZE_BYTES = Integer.BYTES;

  private final ByteBuffer values;

  private RecordReader(ByteBuffer values) {
    this.values = values;
  }

  /** The record at a buffer's position, which moves behind it; empty if there is no sound one. */
  public static Optional<RecordReader> of(RecordKind kind, ByteBuffer bytes) {
    int start = bytes.position();
    if (bytes.remaining() < HEAD_SIZE_BYTES
        || bytes.getLong(start) != MAGIC
        || bytes.getInt(start + Long.BYTES) != kind.number()) {
      return Optional.empty();
    }
    int valuesSizeBytes = bytes.getInt(start + Long.BYTES + Integer.BYTES);
    int valuesStart = start + HEAD_SIZE_BYTES;
    int left = bytes.limit() - valuesStart - SUM_SIZE_BYTES;
    if (valuesSizeBytes < 0 || valuesSizeBytes > left) {
      return Optional.empty();
    }
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate().limit(valuesStart + valuesSizeBytes));
    if ((int) sum.getValue() != bytes.getInt(valuesStart + valuesSizeBytes)) {
      return Optional.empty();
    }
    bytes.position(valuesStart + valuesSizeBytes + SUM_SIZE_BYTES);
    return Optional.of(new RecordReader(bytes.slice(valuesStart, valuesSizeBytes)));
  }

  public long number() {
    return values.getLong();
  }

  public String text() {
    byte[] bytes = new byte[(int) number()];
    values.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public List<String> texts() {
    int count = (int) number();
    List<String> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return List.copyOf(list);
  }

  public Fields fields() {
    int count = (int) number();
    List<Field> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(new Field(text(), text()));
    }
    return Fields.of(lines);
  }
}
