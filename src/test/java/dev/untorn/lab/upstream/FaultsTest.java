package dev.untorn.lab.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Course;
import dev.untorn.lab.upstream.OriginReply.Framing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Origins do what their names say, about every other time. */
final class FaultsTest {
  private static final int TRIES = 400;
  private static final long LENGTH = 20_680;

  @ParameterizedTest
  @EnumSource(
      value = OriginKind.class,
      names = {"CUT_LENGTH", "CUT_CHUNKED", "CUT_CLOSE"})
  void bodies_are_cut_in_their_framing(OriginKind kind) {
    Framing framing =
        switch (kind) {
          case CUT_CHUNKED -> Framing.CHUNKED;
          case CUT_CLOSE -> Framing.CLOSE;
          default -> Framing.LENGTH;
        };
    List<Answer> cut =
        replies(kind, good(200)).stream()
            .map(Answer.class::cast)
            .peek(answer -> assertEquals(framing, answer.framing()))
            .filter(answer -> answer.course() instanceof Course.Cut)
            .toList();
    assertTrue(cut.size() > TRIES / 3 && cut.size() < 2 * TRIES / 3, () -> "cut: " + cut.size());
    for (Answer answer : cut) {
      long bytes = ((Course.Cut) answer.course()).afterBytes();
      boolean endless = bytes == LENGTH && kind == OriginKind.CUT_CHUNKED;
      assertTrue(
          bytes >= BlockPattern.BLOCK_BYTES && (bytes < LENGTH || endless), () -> "" + bytes);
    }
    assertTrue(
        replies(kind, good(200)).stream().anyMatch(reply -> ends(reply, true))
            && replies(kind, good(200)).stream().anyMatch(reply -> ends(reply, false)));
  }

  private static boolean ends(OriginReply reply, boolean reset) {
    return reply instanceof Answer answer
        && answer.course() instanceof Course.Cut(_, boolean byReset)
        && byReset == reset;
  }

  @Test
  void confirmations_have_fields_of_something_else() {
    List<List<String>> said =
        replies(OriginKind.ODD_304, good(304)).stream()
            .map(reply -> ((Answer) reply).fields())
            .distinct()
            .toList();
    assertTrue(said.contains(List.of("ETag: \"o4-v1\"")), said::toString);
    assertTrue(said.contains(List.of("ETag: \"o4-v0\"", "Content-Length: 0")), said::toString);
    assertTrue(said.contains(List.of("ETag: \"o4-v0\"")), said::toString);
  }

  @Test
  void a_byte_of_a_body_is_damaged() {
    assertTrue(
        replies(OriginKind.DAMAGED, good(200)).stream()
            .map(reply -> ((Answer) reply).course())
            .filter(course -> !course.equals(new Course.Whole()))
            .allMatch(
                course -> course instanceof Course.Damage(long at) && at >= 0 && at < LENGTH));
  }

  @Test
  void parts_are_shorter_than_their_range_and_whole_bodies_are_not() {
    assertTrue(
        replies(OriginKind.SHORT_PARTS, good(206)).stream()
            .anyMatch(reply -> ((Answer) reply).bytes() < LENGTH));
    assertEquals(
        List.of(good(200)),
        replies(OriginKind.SHORT_PARTS, good(200)).stream().distinct().toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = OriginKind.class,
      names = {"STEADY", "SWAP", "DATED", "WEAK", "RETAG"})
  void origins_whose_objects_only_change_send_each_response_well(OriginKind kind) {
    assertEquals(List.of(good(200)), replies(kind, good(200)).stream().distinct().toList());
  }

  private static List<OriginReply> replies(OriginKind kind, Answer good) {
    OriginObject object = new OriginObject(kind, 4, new BlockPattern(1), 0, 0, LENGTH);
    return IntStream.range(0, TRIES)
        .mapToObj(seed -> new Faults(object, new SplittableRandom(seed)))
        .map(faults -> faults.of(faults.framed(good), good.bytes() > 0))
        .toList();
  }

  private static Answer good(int status) {
    return new Answer(
        status,
        List.of("ETag: \"o4-v0\""),
        new ObjectVersion(0, LENGTH, 0, 0),
        0,
        status == 304 ? 0 : LENGTH,
        Framing.LENGTH,
        new Course.Whole());
  }
}
