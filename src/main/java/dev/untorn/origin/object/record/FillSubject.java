package dev.untorn.origin.object.record;

import dev.untorn.origin.cache.StoredHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a fill's body belongs to.
 *
 * @param generation of the key when the response was requested
 * @param lengthBytes of the whole body, if announced
 * @param validator the strong one under which parts may be joined; empty if there is none
 * @param sequence of the last ban when the origin was asked for the first of these bytes
 */
public record FillSubject(
    String key,
    String generation,
    StoredHead head,
    OptionalLong lengthBytes,
    Optional<String> validator,
    long sequence) {
  private static final long UNKNOWN = -1;

  /** Whether it belongs to a key as it is now. */
  public boolean isOf(Primary primary) {
    return key.equals(primary.key()) && generation.equals(primary.generation());
  }

  public FillSubject with(StoredHead newHead, OptionalLong newLengthBytes) {
    return new FillSubject(key, generation, newHead, newLengthBytes, validator, sequence);
  }

  public ByteBuffer record() {
    RecordWriter values =
        new RecordWriter()
            .text(key)
            .text(generation)
            .number(lengthBytes.orElse(UNKNOWN))
            .text(validator.orElse(""))
            .number(sequence);
    StoredObject.write(values, head);
    return values.record(RecordKind.FILL);
  }

  /** Reads the record at a buffer's position, which moves behind it; empty if it is not sound. */
  public static Optional<FillSubject> parse(ByteBuffer record) {
    return RecordReader.of(RecordKind.FILL, record).map(FillSubject::read);
  }

  private static FillSubject read(RecordReader values) {
    String key = values.text();
    String generation = values.text();
    long length = values.number();
    Optional<String> validator = Optional.of(values.text()).filter(text -> !text.isEmpty());
    OptionalLong lengthBytes = length == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(length);
    long sequence = values.number();
    return new FillSubject(
        key, generation, StoredObject.readHead(values), lengthBytes, validator, sequence);
  }

  /**
   * The name of its partial file: that of the key, by which it is found, and one of all that makes
   * this version.
   */
  public String partialName() {
    String version =
        new RecordWriter()
            .text(generation)
            .text(head.source().name())
            .text(validator.orElse(""))
            .fields(head.selecting())
            .sha256();
    return namePrefix(key) + version.substring(0, ObjectName.HASH_LENGTH / 2);
  }

  /** What the names of all partial files of a key begin with. */
  public static String namePrefix(String key) {
    String hash = new RecordWriter().text("fill").text(key).sha256();
    return hash.substring(0, ObjectName.HASH_LENGTH / 2) + ".";
  }
}
