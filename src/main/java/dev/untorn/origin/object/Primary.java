package dev.untorn.origin.object;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the objects of one key have in common. A new generation makes all objects of the old one
 * unreachable at once.
 *
 * @param varyNames the fields that select one of several objects, in lower case and in order
 */
record Primary(String key, String generation, List<String> varyNames) {
  static Primary of(String key, List<String> varyNames) {
    return new Primary(key, UUID.randomUUID().toString(), varyNames);
  }

  /** The names in a response's Vary (RFC 9110, 12.5.5). */
  static List<String> varyNames(StoredHead head) {
    return head.fields().all("vary").stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The name of the object for a request with these fields. Lines of one name count as one (RFC
   * 9110, 5.3); otherwise values must be equal to the byte.
   */
  ObjectName variant(Fields request) {
    RecordWriter hashed = new RecordWriter().text("variant").text(key).text(generation);
    for (String name : varyNames) {
      String value = request.joined(name);
      hashed.text(name).number(value == null ? 0 : 1).text(value == null ? "" : value.strip());
    }
    return new ObjectName(hashed.sha256());
  }

  static ObjectName name(String key) {
    return new ObjectName(new RecordWriter().text("primary").text(key).sha256());
  }

  ByteBuffer record() {
    return new RecordWriter()
        .text(key)
        .text(generation)
        .texts(varyNames)
        .record(RecordKind.PRIMARY);
  }

  static Optional<Primary> parse(ByteBuffer record) {
    return RecordReader.of(RecordKind.PRIMARY, record)
        .map(values -> new Primary(values.text(), values.text(), values.texts()));
  }
}
