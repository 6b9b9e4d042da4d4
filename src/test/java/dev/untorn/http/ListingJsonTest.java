package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingJsonTest {
  @Test
  void a_folder_is_one_object() throws Exception {
    Folder folder =
        new Folder(
            "a/b",
            List.of(
                new Entry("z.txt", false, 5_000_000_000L, 1_795_486_507),
                new Entry("dir", true, 0, 0)),
            true);
    assertEquals(
        "{\"path\":\"/a/b/\",\"entries\":["
            + "{\"name\":\"dir\",\"href\":\"dir/\",\"type\":\"directory\",\"modified\":\"1970-01-01T00:00:00Z\"},"
            + "{\"name\":\"z.txt\",\"href\":\"z.txt\",\"type\":\"file\",\"size\":5000000000,"
            + "\"modified\":\"2026-11-24T02:15:07Z\"}],\"truncated\":true}",
        json(folder));
  }

  @Test
  void an_empty_root_is_listed_too() throws Exception {
    assertEquals(
        "{\"path\":\"/\",\"entries\":[],\"truncated\":false}",
        json(new Folder("", List.of(), false)));
  }

  @Test
  void any_name_survives() throws Exception {
    List<String> names =
        List.of("\u0001\u007F", "\"quoted\"\\", "</script>", "two\nlines", "世界 🎉", "\u2028");
    List<Entry> entries =
        names.stream().map(name -> new Entry(PathBytes.of(name), false, 1, 1)).toList();
    List<String> read = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json(new Folder("", entries, false)))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
            && "name".equals(parser.currentName())) {
          read.add(parser.getText());
        }
      }
    }
    assertEquals(names.stream().sorted().toList(), read.stream().sorted().toList());
  }

  @Test
  void a_name_that_is_not_utf8_is_shown_as_it_can_be_and_linked_as_it_is() throws Exception {
    Entry entry = new Entry("a\u00ff", false, 1, 0);
    assertTrue(
        json(new Folder("", List.of(entry), false))
            .contains("{\"name\":\"a\uFFFD\",\"href\":\"a%FF\","));
  }

  @Test
  void the_stream_stays_open() throws Exception {
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    ListingJson.write(new Folder("", List.of(), false), ListingOrder.DEFAULT, out);
    assertFalse(closed[0]);
    assertFalse(out.size() == 0);
  }

  private static String json(Folder folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ListingJson.write(folder, ListingOrder.DEFAULT, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
