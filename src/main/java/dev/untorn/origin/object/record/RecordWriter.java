package dev.untorn.origin.object.record;

import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes values one after another: the bytes of a record, or of a hash. */
public final class RecordWriter {
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();

  public RecordWriter number(long value) {
    values.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  public RecordWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    values.writeBytes(bytes);
    return this;
  }

  public RecordWriter texts(List<String> list) {
    number(list.size());
    list.forEach(this::text);
    return this;
  }

  public RecordWriter fields(Fields fields) {
    number(fields.lines().size());
    for (Field line : fields) {
      text(line.name());
      text(line.value());
    }
    return this;
  }

  /** The SHA-256 of the values, in hexadecimal. */
  public String sha256() {
    return HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(values.toByteArray()));
  }

  /** A record of these values, in a direct buffer: magic, kind, length, values, checksum. */
  public ByteBuffer record(RecordKind kind) {
    int sizeBytes = RecordReader.HEAD_SIZE_BYTES + values.size() + RecordReader.SUM_SIZE_BYTES;
    ByteBuffer record = ByteBuffer.allocateDirect(sizeBytes);
    record.putLong(RecordReader.MAGIC).putInt(kind.number()).putInt(values.size());
    record.put(values.toByteArray());
    CRC32C sum = new CRC32C();
    sum.update(record.duplicate().flip());
    return record.putInt((int) sum.getValue()).flip();
  }
}
