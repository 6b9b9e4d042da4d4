package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.text.PathBytes;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTest {
  @Test
  void markup_in_text_stays_text() {
    assertEquals(
        "&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp;amp;",
        text("<img src=x onerror='a(\"b\")'> &amp;"));
  }

  @Test
  void control_characters_become_visible() {
    assertEquals("a\u240Ab\u241Bc\u2421d\uFFFDe", text("a\nb\u001Bc\u007Fd\u0085e"));
  }

  @Test
  void a_name_cannot_be_shown_backwards() {
    assertEquals("evil\uFFFDgpj.exe", text("evil\u202Egpj.exe"));
    assertEquals("\uFFFD\uFFFD", text("\u2066\u2069"));
  }

  @Test
  void other_scripts_pass_unchanged() {
    String name = "héllo 世界 🎉 שלום";
    assertEquals(name, text(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.txt",
        "a:b",
        "javascript:alert(1)",
        "http:",
        "?query",
        "#fragment",
        "100%",
        "%41",
        "two\nlines\r\t",
        " space ",
        "quote\"'<>&",
        "back\\slash",
        "..a",
        "...",
        "+;,=@!$()*[]{}|^`",
        "世界 🎉",
        "\u0001\u007F",
      })
  void a_reference_resolves_to_the_name_in_the_folder(String name) {
    String reference = reference(name, false);
    URI resolved = URI.create("http://host/folder/").resolve(reference);
    assertEquals("host", resolved.getHost());
    assertEquals("/folder/" + name, resolved.getPath());
    assertTrue(reference.matches("[A-Za-z0-9._~%-]+"), reference);
  }

  @Test
  void a_reference_to_a_directory_ends_in_a_slash() {
    assertEquals("a%3Ab/", reference("a:b", true));
    assertFalse(reference("a", false).endsWith("/"));
  }

  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    Html.appendText(out, text);
    return out.toString();
  }

  private static String reference(String name, boolean directory) {
    StringBuilder out = new StringBuilder();
    Html.appendReference(out, PathBytes.of(name), directory);
    return out.toString();
  }
}
