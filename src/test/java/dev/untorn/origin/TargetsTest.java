package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.Targets.TargetResult;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetsTest {
  @ParameterizedTest
  @CsvSource({
    "/, '', true",
    "/a, a, false",
    "/a/, a, true",
    "/a/b.txt, a/b.txt, false",
    "/a%20b, a b, false",
    "/a+b, a+b, false",
    "/%41%2d%7E, A-~, false",
    "/%25, %, false",
    "/%2541, %41, false",
    "/%252e%252e/a, %2e%2e/a, false",
    "/%252f, %2f, false",
    "/a%3fb%23c, a?b#c, false",
    "/%c3%a9%E2%82%AC, \u00c3\u00a9\u00e2\u0082\u00ac, false",
    "/\u00c3\u00a9, \u00c3\u00a9, false",
    "/%ff%80%c3, \u00ff\u0080\u00c3, false",
    "/%c0%ae%c0%ae/a, \u00c0\u00ae\u00c0\u00ae/a, false",
    "/a\\b, a\\b, false",
    "/..\\a/../b%5cc, b\\c, false",
    "/a%5Cb, a\\b, false",
    "//, '', true",
    "///a///b//, a/b, true",
    "//example.org/a, example.org/a, false",
    "/./a, a, false",
    "/a/., a, true",
    "/a/.., '', true",
    "/a/../b, b, false",
    "/a/%2e/b, a/b, false",
    "/a/%2E%2e/b, b, false",
    "/a/.%2e, '', true",
    "/a//../b, a/b, false",
    "//.., '', true",
    "/.git/../a, a, false",
    "/a/;b=c:d@e|f\"[g], a/;b=c:d@e|f\"[g], false",
    "/.well-known/acme, .well-known/acme, false",
    "//.well-known, .well-known, false",
    "/a/../.well-known/b, .well-known/b, false",
    "/os/.treeinfo, os/.treeinfo, false",
    "/maven2/.index/x.gz, maven2/.index/x.gz, false",
    "/a..b/c., a..b/c., false"
  })
  void paths_are_decoded_once_and_normalised(String raw, String path, boolean slash) {
    assertEquals(new Target(path, slash, "q%2f="), valid(raw, "q%2f="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "/%",
        "/%2",
        "/a%/b2",
        "/%zz",
        "/%-1",
        "/%+1",
        "/% 1",
        "/%u0041",
        "/%00",
        "/a%00.txt",
        "/..",
        "/../a",
        "/a/../../b",
        "/%2e%2e/a",
        "/./../a",
        "/a b",
        "/a#b",
        "/a\u007f",
        "/a\tb",
        "/\u0100",
        "/\ud800",
        "/a\u0000"
      })
  void is_refused_as_malformed(String raw) {
    assertEquals(400, status(raw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2fb",
        "/a%2Fb",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e%2fetc/passwd",
        "/%2f",
        "/..\\a",
        "/.git",
        "/.git/config",
        "/a/.htaccess",
        "/%2egit",
        "/...",
        "/..a",
        "/a/.well-known",
        "/.treeinfo.Ab12Cd",
        "/.well-known/.a",
        "/.well-knownx"
      })
  void is_nothing_that_could_be_served(String raw) {
    assertEquals(404, status(raw));
  }

  @Test
  void names_and_paths_that_the_kernel_would_refuse_are_missing() {
    assertEquals("a".repeat(255), valid("/" + "a".repeat(255), "").path());
    assertEquals(404, status("/" + "a".repeat(256)));
    assertEquals(255, valid("/" + "%e2%82%ac".repeat(85), "").path().length());
    assertEquals(404, status("/" + "%e2%82%ac".repeat(86)));
    assertEquals(404, status("/" + "%f0%9f%98%80".repeat(64)));
    assertEquals(4095, valid("/" + "aaa/".repeat(1023) + "aaa", "").path().length());
    assertEquals(404, status("/" + "aaa/".repeat(1024) + "a"));
  }

  @Test
  void controls_that_are_encoded_are_bytes_of_a_name() {
    assertEquals("\r\nX:y\u001b\u007f", valid("/%0d%0aX:y%1b%7f", "").path());
  }

  @Test
  void a_query_that_could_break_a_header_is_refused() {
    TargetResult result = Targets.parse("/a", "b\r\nX: y");
    assertEquals(400, assertInstanceOf(TargetResult.Invalid.class, result).status());
  }

  @Test
  void whatever_is_asked_for_a_target_is_safe_to_resolve() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "/",
      "/",
      ".",
      "..",
      "%2e",
      "%2E",
      "%2f",
      "%5c",
      "\\",
      "%",
      "%0",
      "%00",
      "a",
      "b",
      "%c3%a9",
      "%c0%ae",
      "%ff",
      "%25",
      "2e",
      ".well-known",
      "é",
      "\0",
      "~",
      "//",
      "/./",
      "/../"
    };
    int valid = 0;
    for (int i = 0; i < 40_000; i++) {
      String raw = i % 2 == 0 ? soup(random) : joined(parts, random);
      if (Targets.parse(raw, "") instanceof TargetResult.Valid(Target target)) {
        valid++;
        assertSafe(target, "seed " + seed + ": " + raw);
      }
    }
    assertTrue(valid > 2_000, "seed " + seed + ": only " + valid);
  }

  private static void assertSafe(Target target, String told) {
    String path = target.path();
    assertFalse(path.startsWith("/") || path.endsWith("/"), told);
    assertTrue(path.chars().noneMatch(c -> c == 0 || c > 0xff), told);
    if (path.isEmpty()) {
      assertTrue(target.slash(), told);
      return;
    }
    List<String> names = List.of(path.split("/", -1));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean hidden = name.startsWith(".") && !(i == 0 && name.equals(".well-known"));
      assertFalse(name.isEmpty() || hidden, told);
    }
  }

  private static String soup(Random random) {
    StringBuilder text = new StringBuilder("/");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) (random.nextInt(20) == 0 ? random.nextInt(65_536) : random.nextInt(128)));
    }
    return text.toString();
  }

  private static String joined(String[] parts, Random random) {
    StringBuilder text = new StringBuilder("/");
    for (int i = random.nextInt(10); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static Target valid(String path, String query) {
    return assertInstanceOf(TargetResult.Valid.class, Targets.parse(path, query)).target();
  }

  private static int status(String path) {
    return assertInstanceOf(TargetResult.Invalid.class, Targets.parse(path, "")).status();
  }
}
