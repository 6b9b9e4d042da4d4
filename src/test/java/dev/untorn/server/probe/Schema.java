package dev.untorn.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.config.Mode;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares JSON with the schema by the words of both: each name written is one described. */
final class Schema {
  /** A probe looks at a directory: the others are of upstreams' objects. */
  private static final Set<Proof> PROOFS_OF_FILES =
      EnumSet.complementOf(EnumSet.of(Proof.DIGESTED, Proof.PINNED, Proof.FRAMED));

  private Schema() {}

  static void assertDescribes(String text) throws IOException {
    Set<String> described = quoted();
    Set<String> fields = new TreeSet<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          fields.add(json.currentName());
        }
      }
    }
    fields.removeIf(described::contains);
    assertEquals(Set.of(), fields, "the schema does not describe these");
    assertEquals(
        List.of(),
        Stream.<Enum<?>[]>of(
                Topic.values(),
                Fact.Grade.values(),
                Mode.values(),
                PROOFS_OF_FILES.toArray(Proof[]::new),
                Choice.SizeClass.values(),
                Choice.BodyKind.values(),
                Choice.SendMethod.values())
            .flatMap(Stream::of)
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .filter(name -> !described.contains(name))
            .toList());
  }

  private static Set<String> quoted() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(ProbeJson.class.getResourceAsStream("probe.schema.json"))) {
      Matcher matcher =
          Pattern.compile("\"([^\"]+)\"")
              .matcher(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      Set<String> words = new TreeSet<>();
      while (matcher.find()) {
        words.add(matcher.group(1));
      }
      return words;
    }
  }
}
