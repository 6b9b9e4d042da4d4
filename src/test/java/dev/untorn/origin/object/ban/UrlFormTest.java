package dev.untorn.origin.object.ban;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlFormTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.example/b/c, http://a.example/b/c",
    "http://a.example//b///c, http://a.example/b/c",
    "http://a.example/%62/c%2Fd, http://a.example/b/c/d",
    "http://a.example/b%2f%2Fc?d=%65, http://a.example/b/c?d=e",
    "http://a.example/100%/%zz%4, http://a.example/100%/%zz%4",
    "http://a.example/%25%36%32, http://a.example/%62",
    "/%62//c, /b/c"
  })
  void spellings_of_a_url_have_one_form(String url, String form) {
    assertEquals(form, UrlForm.of(url));
  }
}
