package dev.untorn.semantics;

import static dev.untorn.delivery.SampleVersions.AFTER_TEXT;
import static dev.untorn.delivery.SampleVersions.BEFORE_TEXT;
import static dev.untorn.delivery.SampleVersions.MODIFIED;
import static dev.untorn.delivery.SampleVersions.MODIFIED_TEXT;
import static dev.untorn.delivery.SampleVersions.NOW;
import static dev.untorn.delivery.SampleVersions.headers;
import static dev.untorn.delivery.SampleVersions.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.DateTrust;
import dev.untorn.semantics.Conditions.Outcome;
import dev.untorn.semantics.Conditions.Validators;
import dev.untorn.version.KnownDates;
import dev.untorn.version.Policy;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import dev.untorn.version.snapshot.FileDates;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionsTest {
  private static final String OURS = "\"xyzzy\"";
  private static final String OTHER = "\"other\"";
  private static final EntityTag STRONG = new EntityTag("xyzzy", false);
  private static final EntityTag WEAK = new EntityTag("xyzzy", true);

  private static Validators of(Version version) {
    return of(version, new KnownDates());
  }

  private static Validators of(Version version, KnownDates dates) {
    return new Validators(version.tag(), version.modified(), dates.isShared("f", version));
  }

  private static Outcome outcome(String... namesAndValues) {
    return outcome(version(), namesAndValues);
  }

  private static Outcome outcome(Version version, String... namesAndValues) {
    return Conditions.evaluate(headers(namesAndValues), of(version), false, NOW);
  }

  static Stream<Arguments> precedence() {
    Outcome met = Outcome.MET;
    Outcome failed = Outcome.FAILED;
    Outcome notModified = Outcome.NOT_MODIFIED;
    return Stream.of(
        // If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since; "" is none.
        Arguments.of("", "", "", "", met),
        Arguments.of(OURS, "", "", "", met),
        Arguments.of(OTHER, "", "", "", failed),
        Arguments.of("", MODIFIED_TEXT, "", "", met),
        Arguments.of("", AFTER_TEXT, "", "", met),
        Arguments.of("", BEFORE_TEXT, "", "", failed),
        Arguments.of("", "", OURS, "", notModified),
        Arguments.of("", "", OTHER, "", met),
        Arguments.of("", "", "", MODIFIED_TEXT, notModified),
        Arguments.of("", "", "", AFTER_TEXT, met),
        Arguments.of("", "", "", BEFORE_TEXT, met),
        // If-Match hides If-Unmodified-Since.
        Arguments.of(OURS, BEFORE_TEXT, "", "", met),
        Arguments.of(OTHER, AFTER_TEXT, "", "", failed),
        // If-None-Match hides If-Modified-Since.
        Arguments.of("", "", OTHER, AFTER_TEXT, met),
        Arguments.of("", "", OURS, BEFORE_TEXT, notModified),
        // 412 before 304.
        Arguments.of(OTHER, "", OURS, "", failed),
        Arguments.of(OURS, "", OURS, "", notModified),
        Arguments.of("", BEFORE_TEXT, OURS, "", failed),
        Arguments.of("", AFTER_TEXT, "", MODIFIED_TEXT, notModified),
        Arguments.of("", BEFORE_TEXT, "", AFTER_TEXT, failed));
  }

  @ParameterizedTest
  @MethodSource("precedence")
  void preconditions_are_evaluated_in_the_order_of_the_rfc(
      String match, String unmodified, String noneMatch, String modified, Outcome expected) {
    HttpHeaders headers = headers();
    addUnlessEmpty(headers, "If-Match", match);
    addUnlessEmpty(headers, "If-Unmodified-Since", unmodified);
    addUnlessEmpty(headers, "If-None-Match", noneMatch);
    addUnlessEmpty(headers, "If-Modified-Since", modified);
    assertEquals(expected, Conditions.evaluate(headers, of(version()), false, NOW));
  }

  private static void addUnlessEmpty(HttpHeaders headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.add(name, value);
    }
  }

  @Test
  void repeated_lines_of_tags_are_one_list() {
    assertEquals(Outcome.MET, outcome("If-Match", OTHER, "if-match", OURS));
    assertEquals(Outcome.NOT_MODIFIED, outcome("If-None-Match", OTHER, "IF-NONE-MATCH", OURS));
    assertEquals(Outcome.FAILED, outcome("If-Match", "*", "If-Match", OURS));
  }

  @Test
  void a_star_matches_whatever_there_is() {
    assertEquals(Outcome.MET, outcome(version(1, WEAK), "If-Match", "*"));
    assertEquals(Outcome.NOT_MODIFIED, outcome(version(1, WEAK), "If-None-Match", "*"));
  }

  @Test
  void a_weak_tag_never_satisfies_if_match_but_does_if_none_match() {
    Version young = version(1, WEAK);
    assertEquals(Outcome.FAILED, outcome(young, "If-Match", OURS));
    assertEquals(Outcome.FAILED, outcome(young, "If-Match", "W/" + OURS));
    assertEquals(Outcome.FAILED, outcome("If-Match", "W/" + OURS));
    assertEquals(Outcome.NOT_MODIFIED, outcome(young, "If-None-Match", "W/" + OURS));
    assertEquals(Outcome.NOT_MODIFIED, outcome("If-None-Match", "W/" + OURS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyzzy", "\"xyzzy", "\"xyzzy\" \"b\"", "\"xyzzy\", b", "*, *"})
  void tags_that_cannot_be_read_fail_if_match_and_never_make_a_304(String field) {
    assertEquals(Outcome.FAILED, outcome("If-Match", field));
    assertEquals(Outcome.FAILED, outcome("If-Match", field, "If-Unmodified-Since", AFTER_TEXT));
    assertEquals(Outcome.MET, outcome("If-None-Match", field));
    assertEquals(Outcome.MET, outcome("If-None-Match", field, "If-Modified-Since", AFTER_TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "tomorrow", "Sat, 29 Oct 1994 19:43:31 UTC"})
  void dates_that_cannot_be_read_are_ignored(String field) {
    assertEquals(Outcome.MET, outcome("If-Modified-Since", field));
    assertEquals(Outcome.MET, outcome("If-Unmodified-Since", field));
  }

  @Test
  void repeated_dates_are_ignored() {
    assertEquals(
        Outcome.MET, outcome("If-Modified-Since", AFTER_TEXT, "If-Modified-Since", AFTER_TEXT));
    assertEquals(
        Outcome.MET,
        outcome("If-Unmodified-Since", BEFORE_TEXT, "If-Unmodified-Since", BEFORE_TEXT));
    assertEquals(Outcome.MET, outcome("If-Modified-Since", AFTER_TEXT + ", " + AFTER_TEXT));
  }

  @Test
  void old_formats_of_dates_count() {
    assertEquals(
        Outcome.NOT_MODIFIED, outcome("If-Modified-Since", "Saturday, 29-Oct-94 19:43:31 GMT"));
    assertEquals(Outcome.FAILED, outcome("If-Unmodified-Since", "Sat Oct 29 19:43:30 1994"));
  }

  private static boolean applies(Version version, long now, String... namesAndValues) {
    return Conditions.letRangeApply(headers(namesAndValues), of(version), now);
  }

  @Test
  void a_date_of_two_versions_names_none_of_them() {
    KnownDates dates = new KnownDates();
    dates.note("f", MODIFIED, version());
    dates.note("f", MODIFIED, version(1, STRONG));
    HttpHeaders modified = headers("If-Modified-Since", MODIFIED_TEXT);
    assertEquals(Outcome.MET, Conditions.evaluate(modified, of(version(), dates), false, NOW));
    HttpHeaders unmodified = headers("If-Unmodified-Since", MODIFIED_TEXT);
    assertEquals(Outcome.FAILED, Conditions.evaluate(unmodified, of(version(), dates), false, NOW));
    assertFalse(
        Conditions.letRangeApply(headers("If-Range", MODIFIED_TEXT), of(version(), dates), NOW));
  }

  @Test
  void a_date_that_is_not_over_names_no_version() {
    HttpHeaders headers = headers("If-Modified-Since", MODIFIED_TEXT);
    assertEquals(Outcome.MET, Conditions.evaluate(headers, of(version()), false, MODIFIED + 1));
    assertEquals(
        Outcome.NOT_MODIFIED, Conditions.evaluate(headers, of(version()), false, MODIFIED + 2));
  }

  @Test
  void a_part_is_not_for_a_client_whose_date_is_that_of_a_later_version() {
    HttpHeaders headers = headers("If-Unmodified-Since", AFTER_TEXT);
    assertEquals(Outcome.MET, Conditions.evaluate(headers, of(version()), false, NOW));
    assertEquals(Outcome.FAILED, Conditions.evaluate(headers, of(version()), true, NOW));
  }

  @Test
  void without_if_range_a_range_applies() {
    assertTrue(applies(version(), NOW));
  }

  @Test
  void if_range_compares_tags_strongly() {
    assertTrue(applies(version(), NOW, "If-Range", OURS));
    assertFalse(applies(version(), NOW, "If-Range", OTHER));
    assertFalse(applies(version(), NOW, "If-Range", "W/" + OURS));
    assertFalse(applies(version(1, WEAK), NOW, "If-Range", "W/" + OURS));
    assertFalse(applies(version(1, WEAK), NOW, "If-Range", OURS));
    assertFalse(applies(version(), NOW, "If-Range", "*"));
    assertFalse(applies(version(), NOW, "If-Range", OURS + ", " + OTHER));
    assertFalse(applies(version(), NOW, "If-Range", OURS, "If-Range", OURS));
    assertFalse(applies(version(), NOW, "If-Range", ""));
  }

  @Test
  void if_range_takes_a_date_only_if_it_is_equal() {
    assertTrue(applies(version(), NOW, "If-Range", MODIFIED_TEXT));
    assertTrue(applies(version(), NOW, "If-Range", "Saturday, 29-Oct-94 19:43:31 GMT"));
    assertFalse(applies(version(), NOW, "If-Range", BEFORE_TEXT));
    assertFalse(applies(version(), NOW, "If-Range", AFTER_TEXT));
    assertFalse(applies(version(), NOW, "If-Range", "Sat, 29 Oct 1994 19:43:31"));
  }

  @Test
  void if_range_takes_no_date_of_a_file_just_written() {
    assertFalse(applies(version(), MODIFIED, "If-Range", MODIFIED_TEXT));
    assertFalse(applies(version(), MODIFIED + 1, "If-Range", MODIFIED_TEXT));
    assertTrue(applies(version(), MODIFIED + 2, "If-Range", MODIFIED_TEXT));
    assertFalse(applies(version(), MODIFIED - 5, "If-Range", MODIFIED_TEXT));
  }

  private static Version trusted(Version of) {
    Policy policy =
        new Policy(
            of.policy().mode(), of.policy().whileWriting(), of.policy().tags(), DateTrust.TRUSTED);
    return new Version(
        of.identity(),
        of.lengthBytes(),
        of.tag(),
        of.representation(),
        policy,
        FileDates.of((Stamp) of.identity(), DateTrust.TRUSTED, Long.MAX_VALUE),
        of.proof(),
        of.body());
  }

  @Test
  void if_range_takes_no_date_that_was_set_by_hand() {
    Version unpacked = version(1, STRONG, Coding.IDENTITY, MODIFIED, MODIFIED + 3600);
    assertFalse(applies(unpacked, NOW, "If-Range", MODIFIED_TEXT));
    Version fromTheFuture = version(1, STRONG, Coding.IDENTITY, MODIFIED, MODIFIED - 3600);
    assertFalse(applies(fromTheFuture, NOW, "If-Range", MODIFIED_TEXT));
    assertTrue(applies(unpacked, NOW, "If-Range", OURS));
    assertTrue(applies(trusted(unpacked), NOW, "If-Range", MODIFIED_TEXT), "unless it is trusted");
    assertFalse(applies(trusted(unpacked), NOW, "If-Range", BEFORE_TEXT));
    assertFalse(applies(trusted(unpacked), MODIFIED + 1, "If-Range", MODIFIED_TEXT));
  }
}
