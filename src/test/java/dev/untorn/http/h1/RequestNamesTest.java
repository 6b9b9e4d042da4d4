package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.http.h1.RequestNames.Role;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestNamesTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void fields_that_frame_a_request_are_known_in_any_case(Role role) {
    String lower = role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertEquals(role, of(lower).role());
    for (int i = 0; i < lower.length(); i++) {
      String mixed =
          lower.substring(0, i)
              + Character.toUpperCase(lower.charAt(i))
              + lower.substring(i + 1).toUpperCase(Locale.ROOT);
      assertEquals(role, of(mixed).role(), mixed);
      assertSame(of(lower).text(), of(mixed).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hos", "hostt", "h", "x", "content_length", "transfer_encoding"})
  void other_names_are_themselves(String text) {
    RequestNames.Name name = of(text);
    assertEquals(text, name.text().toString());
    assertEquals(Role.NONE, name.role());
  }

  private static RequestNames.Name of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return RequestNames.of(bytes, 0, bytes.length);
  }
}
