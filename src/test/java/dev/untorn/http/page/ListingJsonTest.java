package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.PathBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingJsonTest {
  @Test
  void a_folder_is_one_object() throws Exception {
    Folder folder =
        Folder.whole(
            "a/b",
            List.of(
                new Entry("z.txt", false, false, 5_000_000_000L, 1_795_486_507),
                new Entry("dir", true, false, 0, 0)));
    assertEquals(
        "{\"path\":\"/a/b/\",\"entries\":["
            + "{\"name\":\"dir\",\"href\":\"dir/\",\"type\":\"directory\",\"modified\":\"1970-01-01T00:00:00Z\"},"
            + "{\"name\":\"z.txt\",\"href\":\"z.txt\",\"type\":\"file\",\"size\":5000000000,"
            + "\"modified\":\"2026-11-24T02:15:07Z\"}]}",
        json(folder));
  }

  @Test
  void an_empty_root_is_listed_too() throws Exception {
    assertEquals("{\"path\":\"/\",\"entries\":[]}", json(Folder.whole("", List.of())));
  }

  @Test
  void any_name_survives() throws Exception {
    List<String> names =
        List.of("\u0001\u007F", "\"quoted\"\\", "</script>", "two\nlines", "世界 🎉", "\u2028");
    List<Entry> entries =
        names.stream().map(name -> new Entry(PathBytes.of(name), false, false, 1, 1)).toList();
    List<String> read = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json(Folder.whole("", entries)))) {
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
    Entry entry = new Entry("a\u00ff", false, false, 1, 0);
    assertTrue(
        json(Folder.whole("", List.of(entry)))
            .contains("{\"name\":\"a\uFFFD\",\"href\":\"a%FF\","));
  }

  private static String json(Folder folder) {
    List<Entry> entries = ListingOrder.DEFAULT.sorted(folder.entries());
    return new String(new ListingJson(folder).whole(entries), StandardCharsets.UTF_8);
  }
}
