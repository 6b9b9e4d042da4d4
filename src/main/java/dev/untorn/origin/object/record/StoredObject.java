package dev.untorn.origin.object.record;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stored response: its head, and what is known of its body.
 *
 * @param key what was requested
 * @param generation that of the key when it was fetched
 * @param name of its record
 * @param sha256 of its body, in hexadecimal
 * @param validator the strong validator under which it was fetched; empty if it had none
 * @param sequence of the last ban when the origin was asked for it
 */
public record StoredObject(
    String key,
    String generation,
    String name,
    StoredHead head,
    long lengthBytes,
    String sha256,
    Proof proof,
    Optional<String> validator,
    long sequence) {

  public ObjectName objectName() {
    return new ObjectName(name);
  }

  /** Of its key's primary record. */
  public String keyPath() {
    return Primary.name(key).keyPath();
  }

  public String bodyPath() {
    return objectName().bodyPath(sha256);
  }

  /** Whether these are the bytes of its body. */
  public boolean isBody(ByteBuffer bytes) {
    MessageDigest hash = DigestAlgorithm.SHA_256.begin();
    hash.update(bytes);
    return HexFormat.of().formatHex(hash.digest()).equals(sha256);
  }

  public StoredObject with(StoredHead freshened) {
    return new StoredObject(
        key, generation, name, freshened, lengthBytes, sha256, proof, validator, sequence);
  }

  /**
   * Whether the origin was asked for it, or confirmed it, later than another one: then it is the
   * one to be used (RFC 9111, 4).
   */
  public boolean isYoungerThan(StoredObject other) {
    return head.requestMillis() > other.head.requestMillis();
  }

  public ByteBuffer record() {
    RecordWriter values =
        new RecordWriter()
            .text(key)
            .text(generation)
            .text(name)
            .number(lengthBytes)
            .text(sha256)
            .text(proof.name())
            .text(validator.orElse(""))
            .number(sequence);
    write(values, head);
    return values.record(RecordKind.OBJECT);
  }

  /** Empty if it is damaged, or has a proof that this program does not know. */
  public static Optional<StoredObject> parse(ByteBuffer record) {
    return RecordReader.of(RecordKind.OBJECT, record).flatMap(StoredObject::read);
  }

  private static Optional<StoredObject> read(RecordReader values) {
    String key = values.text();
    String generation = values.text();
    String name = values.text();
    long lengthBytes = values.number();
    String sha256 = values.text();
    String proofName = values.text();
    Optional<String> validator = Optional.of(values.text()).filter(text -> !text.isEmpty());
    long sequence = values.number();
    StoredHead head = readHead(values);
    return Stream.of(Proof.values())
        .filter(proof -> proof.name().equals(proofName))
        .findFirst()
        .map(proof ->
            new StoredObject(
                key, generation, name, head, lengthBytes, sha256, proof, validator, sequence));
  }

  public static void write(RecordWriter values, StoredHead head) {
    values
        .number(head.status())
        .number(head.requestMillis())
        .number(head.responseMillis())
        .fields(head.fields())
        .fields(head.selecting())
        .text(head.source().name())
        .fields(head.source().fields());
  }

  public static StoredHead readHead(RecordReader values) {
    int status = (int) values.number();
    long requestMillis = values.number();
    long responseMillis = values.number();
    Fields fields = values.fields();
    Fields selecting = values.fields();
    StoredHead.Source source = new StoredHead.Source(values.text(), values.fields());
    return new StoredHead(status, fields, selecting, source, requestMillis, responseMillis);
  }
}
