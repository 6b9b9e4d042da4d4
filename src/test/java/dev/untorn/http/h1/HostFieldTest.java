package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostFieldTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "example.org",
        "example.org.",
        "EXAMPLE.org:8080",
        "a:",
        "a:0",
        "a:65535",
        "127.0.0.1:80",
        "a_b-c~d",
        "%c3%A9",
        "[::1]",
        "[::1]:8080",
        "[2001:db8::1]",
        "[::ffff:1.2.3.4]:1"
      })
  void is_a_host(String host) {
    assertTrue(HostField.isValid(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        ".",
        "..",
        ".a",
        "a..b",
        "a..",
        ".:80",
        "%2e",
        "a%2E%2eb",
        "a b",
        "a\tb",
        "a,b",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a@b",
        "a:b@c",
        "a:80:80",
        "a:65536",
        "a:000080",
        "a:-1",
        "a:+1",
        "a:8a",
        "a:\u0661",
        "%",
        "%4",
        "%zz",
        "<a>",
        "\"a\"",
        "\u00e9",
        "[]",
        "[::1",
        "::1",
        "[::1]a",
        "[::1]]",
        "[[::1]]",
        "[1.2.3.4]",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[v1.a]",
        "[::g]",
        "[1:2:3:4:5:6:7:8:9]"
      })
  void is_no_host(String host) {
    assertFalse(HostField.isValid(host));
  }
}
