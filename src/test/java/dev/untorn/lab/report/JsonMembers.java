package dev.untorn.lab.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.lab.load.ClientKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The names of members in reports and in their schemas. */
final class JsonMembers {
  /** Objects whose members are data. */
  private static final Set<String> FREE_FORM = Set.of("found", "details");

  private JsonMembers() {}

  /** Of all members of a report, without those inside free-form objects. */
  static Set<String> written(String json) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          if (FREE_FORM.contains(parser.currentName())) {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
    }
    for (ClientKind kind : ClientKind.values()) {
      names.remove(kind.label());
    }
    return names;
  }

  /** Of all members that a schema beside the reports describes. */
  static Set<String> described(String schema) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var in = IntegrityJson.class.getResourceAsStream(schema);
        JsonParser parser =
            new JsonFactory().createParser(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("properties")) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            names.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
    }
    return names;
  }
}
