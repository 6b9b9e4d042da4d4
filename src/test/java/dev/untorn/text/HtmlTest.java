package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

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

  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    Html.appendText(out, text);
    return out.toString();
  }
}
