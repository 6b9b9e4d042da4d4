package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.origin.cache.PartRequest.Answer;
import dev.untorn.semantics.Fields;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartRequestTest {
  private static final String SOURCE = "http://a";
  private static final PartRequest REST =
      new PartRequest(SOURCE, "\"a\"", 100, OptionalLong.empty(), OptionalLong.of(1000));

  @Test
  void the_rest_is_asked_for_under_the_tag() {
    assertEquals(Fields.of("Range", "bytes=100-", "If-Range", "\"a\""), REST.conditions());
    PartRequest extent =
        new PartRequest(SOURCE, "\"a\"", 100, OptionalLong.of(199), OptionalLong.empty());
    assertEquals(Fields.of("Range", "bytes=100-199", "If-Range", "\"a\""), extent.conditions());
  }

  @Test
  void a_206_under_the_same_tag_is_joined() {
    assertEquals(new Answer.Part(999, 1000), partial("\"a\"", "bytes 100-999/1000"));
    assertEquals(new Answer.Part(100, 1000), partial("\"a\"", "bytes 100-100/1000"));
    PartRequest unknown =
        new PartRequest(SOURCE, "\"a\"", 100, OptionalLong.empty(), OptionalLong.empty());
    assertEquals(
        new Answer.Part(199, 200),
        unknown.answered(
            SOURCE, 206, Fields.of("ETag", "\"a\"", "Content-Range", "bytes 100-199/200")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"b\"", "W/\"a\"", "a"})
  void a_206_under_another_tag_is_another_version(String tag) {
    assertEquals(new Answer.Changed(), partial(tag, "bytes 100-999/1000"));
  }

  @Test
  void a_206_without_a_tag_or_with_two_is_another_version() {
    Fields range = Fields.of("Content-Range", "bytes 100-999/1000");
    assertEquals(new Answer.Changed(), REST.answered(SOURCE, 206, range));
    assertEquals(
        new Answer.Changed(),
        REST.answered(SOURCE, 206, range.with("ETag", "\"a\"").with("ETag", "\"b\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-999/1000",
        "bytes 99-999/1000",
        "bytes 101-999/1000",
        "bytes 100-999/*",
        "bytes 100-1000/1001",
        "bytes */1000",
        "bytes 100-999/999",
        "",
        "lines 100-999/1000"
      })
  void a_206_with_another_range_or_length_is_not_used(String range) {
    assertInstanceOf(Answer.Contradictory.class, partial("\"a\"", range));
  }

  @Test
  void a_206_of_many_parts_is_not_used() {
    Fields parts = Fields.of("ETag", "\"a\"", "Content-Type", "multipart/byteranges; boundary=x");
    assertInstanceOf(Answer.Contradictory.class, REST.answered(SOURCE, 206, parts));
  }

  @Test
  void more_than_was_asked_for_is_not_used() {
    PartRequest extent =
        new PartRequest(SOURCE, "\"a\"", 100, OptionalLong.of(199), OptionalLong.of(1000));
    Fields fields = Fields.of("ETag", "\"a\"", "Content-Range", "bytes 100-200/1000");
    assertInstanceOf(Answer.Contradictory.class, extent.answered(SOURCE, 206, fields));
  }

  @Test
  void a_200_tells_by_its_tag_whether_the_version_is_the_same() {
    assertEquals(new Answer.Whole(), REST.answered(SOURCE, 200, Fields.of("ETag", "\"a\"")));
    assertEquals(new Answer.Changed(), REST.answered(SOURCE, 200, Fields.of("ETag", "\"b\"")));
    assertEquals(new Answer.Changed(), REST.answered(SOURCE, 200, Fields.NONE));
  }

  @Test
  void a_part_or_the_whole_of_another_source_is_another_version_whatever_its_tag() {
    Fields fields = Fields.of("ETag", "\"a\"", "Content-Range", "bytes 100-999/1000");
    assertEquals(new Answer.Changed(), REST.answered("http://b", 206, fields));
    assertEquals(new Answer.Changed(), REST.answered("http://b", 200, fields));
  }

  @Test
  void a_part_of_another_source_is_one_if_it_proves_to_be_of_the_same_body() {
    Fields fields = Fields.of("ETag", "\"b\"", "Content-Range", "bytes 100-999/1000");
    assertEquals(new Answer.Part(999, 1000), REST.answeredElsewhere(206, fields, true));
    assertEquals(new Answer.Changed(), REST.answeredElsewhere(206, fields, false));
    Fields shifted = Fields.of("Content-Range", "bytes 0-999/1000");
    assertInstanceOf(Answer.Contradictory.class, REST.answeredElsewhere(206, shifted, true));
  }

  @Test
  void another_source_that_has_no_part_is_no_reason_to_forget_what_is_there() {
    assertEquals(new Answer.Changed(), REST.answeredElsewhere(200, Fields.NONE, true));
    assertEquals(new Answer.Changed(), REST.answeredElsewhere(416, Fields.NONE, true));
    assertEquals(new Answer.Unanswered(), REST.answeredElsewhere(404, Fields.NONE, true));
    assertEquals(new Answer.Unanswered(), REST.answeredElsewhere(503, Fields.NONE, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 412, 416})
  void a_version_that_is_not_there_has_changed(int status) {
    assertEquals(new Answer.Changed(), REST.answered(SOURCE, status, Fields.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 401, 403, 408, 429, 500, 502, 503, 504})
  void other_answers_say_nothing(int status) {
    assertEquals(
        new Answer.Unanswered(), REST.answered(SOURCE, status, Fields.of("ETag", "\"b\"")));
  }

  @ParameterizedTest
  @CsvSource({"-2,true", "-100,true", "-1,false", "0,false", "5,false"})
  void a_strong_tag_joins_if_the_last_change_was_over(long modifiedSeconds, boolean joins) {
    Optional<String> tag =
        joiningTag("ETag", "\"a\"", "Last-Modified", Heads.date(modifiedSeconds));
    assertEquals(joins ? Optional.of("\"a\"") : Optional.empty(), tag);
  }

  @Test
  void nothing_else_joins() {
    assertEquals(Optional.of("\"a\""), joiningTag("ETag", "\"a\""));
    assertEquals(Optional.empty(), joiningTag("ETag", "W/\"a\""));
    assertEquals(Optional.empty(), joiningTag("Last-Modified", Heads.date(-1000)));
    assertEquals(Optional.empty(), joiningTag("ETag", "\"a\"", "Last-Modified", "yesterday"));
  }

  private static Answer partial(String tag, String range) {
    return REST.answered(SOURCE, 206, Fields.of("ETag", tag, "Content-Range", range));
  }

  private static Optional<String> joiningTag(String... namesAndValues) {
    return PartRequest.joiningTag(Heads.stored(Heads.response(200, namesAndValues)));
  }
}
