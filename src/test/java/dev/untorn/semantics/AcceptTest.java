package dev.untorn.semantics;

import static dev.untorn.delivery.SampleVersions.headers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Browsers, curl and wget, fetch libraries.
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
        "*/*                                           | false",
        "application/json                              | true",
        "application/json, text/plain, */*             | true",
        "application/problem+json                      | true",
        // Weights.
        "application/json, text/html                   | false",
        "text/html;q=0.9, application/json             | true",
        "text/html, application/json;q=0.9             | false",
        "application/json;q=0.5, */*                   | false",
        "application/json;q=0.5, */*;q=0.4             | true",
        "application/json;q=0                          | false",
        "application/json;q=0, text/html;q=0           | false",
        "text/html;q=0, */*                            | true",
        "application/json;q=7, text/html;q=0.1         | false",
        // How specific.
        "application/*                                 | true",
        "application/*, */*                            | true",
        "application/*, text/*                         | false",
        "application/json, text/*                      | true",
        "application/json;q=0, application/*           | true",
        "application/json;q=0, application/problem+json;q=0, */* | false",
        "text/*;q=0.3, text/html;q=0.7, */*;q=0.5      | false",
        // Spelling.
        "APPLICATION/JSON;Q=0.5, TEXT/HTML;Q=0.4       | true",
        "application/json;charset=utf-8                | true",
        "text/html;level=\"1,2;q=0\", application/json | false",
        "text/html;x=\"\\\",application/json;y=\"      | false",
        "''                                            | false",
        "text/plain                                    | false",
        "json                                          | false",
        "application/jsonp                             | false",
        "application/json+x                            | false",
        "application                                   | false",
        "*                                             | false"
      })
  void json_is_preferred_by_weight_then_by_name(String field, boolean json) {
    assertEquals(json, Accept.prefersJson(headers("Accept", field)));
  }

  @Test
  void repeated_lines_are_one_list() {
    assertTrue(Accept.prefersJson(headers("Accept", "*/*", "Accept", "application/json")));
  }

  @Test
  void who_does_not_say_gets_a_page() {
    assertFalse(Accept.prefersJson(headers()));
  }
}
