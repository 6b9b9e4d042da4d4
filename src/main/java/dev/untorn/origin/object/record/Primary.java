package dev.untorn.origin.object.record;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Vary;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the objects of one key have in common. A new generation makes all objects of the old one
 * unreachable at once.
 *
 * @param varyNames the fields that select one of several objects, in lower case and in order
 */
public record Primary(String key, String generation, List<String> varyNames) {
  public static Primary of(String key, List<String> varyNames) {
    return new Primary(key, UUID.randomUUID().toString(), varyNames);
  }

  /** The names in a response's Vary; empty if it matches no request. */
  public static Optional<List<String>> varyNames(StoredHead head) {
    return switch (Vary.of(head.fields())) {
      case Vary.By(List<String> names) -> Optional.of(names);
      case Vary.Unmatchable() -> Optional.empty();
    };
  }

  /** The name of the object for a request with these fields; equal meanings have one name. */
  public ObjectName variant(Fields request) {
    RecordWriter hashed = new RecordWriter().text("variant").text(key).text(generation);
    return name(key).withRest(hashed.fields(new Vary.By(varyNames).select(request)).sha256());
  }

  public static ObjectName name(String key) {
    return new ObjectName(new RecordWriter().text("primary").text(key).sha256());
  }

  public ByteBuffer record() {
    return new RecordWriter()
        .text(key)
        .text(generation)
        .texts(varyNames)
        .record(RecordKind.PRIMARY);
  }

  public static Optional<Primary> parse(ByteBuffer record) {
    return RecordReader.of(RecordKind.PRIMARY, record)
        .map(values -> new Primary(values.text(), values.text(), values.texts()));
  }
}
