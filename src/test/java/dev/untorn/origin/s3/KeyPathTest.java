package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.origin.s3.KeyPath.Canonical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|/",
        "/a/b.txt|/a/b.txt",
        "/a/b.txt?versionId=1|/a/b.txt",
        "/%61%2eb|/a.b",
        "/a+b|/a%2Bb",
        "/a%2bb|/a%2Bb",
        "/a%20b|/a%20b",
        "/a%2Fb|/a/b",
        "//a//b/|//a//b/",
        "/st*r'(x)!|/st%2Ar%27%28x%29%21",
        "/q%3F%26=%23%25|/q%3F%26%3D%23%25",
        "/~tilde-_.|/~tilde-_.",
        "/gr%c3%bcn|/gr%C3%BCn",
        "/gr\u00c3\u00bcn|/gr%C3%BCn",
        "/.hidden/..two|/.hidden/..two",
        "/%0A|/%0A"
      })
  void all_ways_to_write_a_key_are_one_path(String requested, String canonical) {
    assertEquals(new Canonical(canonical), KeyPath.of(requested));
    assertEquals(new Canonical(canonical), KeyPath.of(canonical));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/a/../b", "/%2e%2e/b", "/a/.", "/..%2Fb", "/a%2F..%2fb", "/.%2e"})
  void no_path_leads_upwards(String requested) {
    assertInstanceOf(KeyPath.Upward.class, KeyPath.of(requested));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%2", "/%zz", "/a%2", "/%00", "/a\u0000"})
  void a_path_that_is_none_is_refused(String requested) {
    assertInstanceOf(KeyPath.Malformed.class, KeyPath.of(requested));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%ff", "/%c3", "/\u00e9", "/%ed%a0%80"})
  void a_path_that_is_not_utf_8_names_no_object(String requested) {
    assertInstanceOf(KeyPath.NoKey.class, KeyPath.of(requested));
  }

  @Test
  void a_path_that_is_canonical_already_is_not_made_anew() {
    String path = "/pool/main/a/apt_2.6.1_amd64.deb";
    assertSame(path, assertInstanceOf(Canonical.class, KeyPath.of(path)).text());
  }

  @Test
  void a_key_and_its_path_name_each_other() {
    String key = "/lead//gr\u00fcn \u20ac+\ud83d\ude00?#%/";
    String path = "/" + KeyPath.encodedKey(key);
    assertEquals(new Canonical(path), KeyPath.of(path));
    assertEquals(key, KeyPath.decodedKey(path));
    assertEquals("a%2Fb%20%2B%3D", KeyPath.encodedValue("a/b +="));
  }
}
