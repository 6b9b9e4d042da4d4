package dev.untorn.lab.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;
import dev.untorn.lab.content.Run.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CourseTest {
  private static final int BLOCKS = 256;
  private static final long SIZE = BLOCKS * 512L;
  private static final Site SITE = Site.of(Path.of("x"), new BlockPattern(1), SIZE);

  @Test
  void one_version_at_its_length_is_whole() {
    for (WriterKind kind : new WriterKind[] {WriterKind.IN_PLACE_STEPS, WriterKind.UPLOAD}) {
      assertEquals(whole(4), shape(kind, SIZE, Run.of(0, BLOCKS, 4)));
    }
  }

  @Test
  void a_prefix_of_the_new_before_the_rest_of_the_old_existed_when_overwriting_in_order() {
    for (WriterKind kind :
        new WriterKind[] {WriterKind.IN_PLACE_STEPS, WriterKind.IN_PLACE_ONCE, WriterKind.MAPPED}) {
      assertMidway(kind, SIZE, Run.of(0, 10, 5), Run.of(10, 246, 4));
      assertMidway(kind, SIZE, Run.of(0, 10, 5), Run.mixed(10, 5, 4), Run.of(11, 245, 4));
    }
  }

  @Test
  void any_other_mixture_never_existed() {
    WriterKind kind = WriterKind.IN_PLACE_STEPS;
    assertMixture(kind, SIZE, Run.of(0, 10, 4), Run.of(10, 246, 5));
    assertMixture(kind, SIZE, Run.of(0, 10, 6), Run.of(10, 246, 4));
    assertMixture(kind, SIZE, Run.of(0, 10, 5), Run.of(10, 10, 4), Run.of(20, 236, 5));
    assertMixture(kind, SIZE, Run.of(0, 10, 6), Run.of(10, 10, 5), Run.of(20, 236, 4));
    assertMixture(kind, SIZE, Run.of(0, 10, 5), Run.mixed(10, 4, 5), Run.of(11, 245, 4));
    assertMixture(kind, SIZE, Run.of(0, 255, 4), Run.plain(255, 1, Kind.DAMAGED));
  }

  @Test
  void the_states_in_the_middle_of_a_replacement_by_rename_do_not_exist() {
    assertMixture(WriterKind.RENAME, SIZE, Run.of(0, 10, 5), Run.of(10, 246, 4));
    assertEquals(new Shape.WrongLength(5, SIZE), shape(WriterKind.RENAME, 5120, Run.of(0, 10, 5)));
  }

  @Test
  void a_short_prefix_existed_when_the_file_was_written_from_nothing() {
    for (WriterKind kind : new WriterKind[] {WriterKind.TRUNCATE, WriterKind.UPLOAD}) {
      assertMidway(kind, 5120, Run.of(0, 10, 5));
      assertInstanceOf(Shape.Midway.class, kind.course(SITE).shapeOf(Blocks.NOTHING, 0));
      assertMixture(kind, SIZE, Run.of(0, 10, 5), Run.of(10, 246, 4));
    }
  }

  @Test
  void zeros_are_a_hole_unless_the_file_was_set_to_a_greater_length() {
    Run[] grown = {Run.of(0, 3, 6), Run.of(3, 125, 5), Run.plain(128, 128, Kind.ZERO)};
    assertMidway(WriterKind.SHRINK_GROW, SIZE, grown);
    assertInstanceOf(Shape.Hole.class, shape(WriterKind.IN_PLACE_STEPS, SIZE, grown));
    assertInstanceOf(
        Shape.Hole.class,
        shape(WriterKind.SHRINK_GROW, SIZE, Run.of(0, 3, 6), Run.plain(3, 253, Kind.ZERO)),
        "the old half was never zero");
    assertMidway(WriterKind.SHRINK_GROW, SIZE, Run.of(0, 200, 6), Run.plain(200, 56, Kind.ZERO));
  }

  @Test
  void a_shrunken_file_not_yet_overwritten_existed() {
    assertMidway(WriterKind.SHRINK_GROW, SIZE / 2, Run.of(0, 128, 4));
    assertMidway(WriterKind.SHRINK_GROW, SIZE / 2, Run.of(0, 28, 5), Run.of(28, 100, 4));
    assertEquals(whole(5), shape(WriterKind.SHRINK_GROW, SIZE / 2, Run.of(0, 128, 5)));
  }

  @Test
  void a_log_is_whole_at_each_of_its_lengths() {
    Course course = WriterKind.APPEND.course(SITE);
    assertEquals(128 * 512L, course.lengthBytes(0));
    assertEquals(136 * 512L, course.lengthBytes(1));
    assertEquals(whole(0), shape(WriterKind.APPEND, 128 * 512L, Run.of(0, 128, 0)));
    assertEquals(
        whole(2),
        shape(
            WriterKind.APPEND,
            144 * 512L,
            Run.of(0, 128, 0),
            Run.of(128, 8, 1),
            Run.of(136, 8, 2)));
    assertMidway(WriterKind.APPEND, 130 * 512L, Run.of(0, 128, 0), Run.of(128, 2, 1));
    assertMixture(WriterKind.APPEND, 136 * 512L, Run.of(0, 128, 0), Run.of(128, 8, 2));
  }

  @Test
  void a_new_log_begins_with_its_own_version() {
    Course course = WriterKind.APPEND.course(SITE);
    assertEquals(128 * 512L, course.lengthBytes(17));
    assertEquals(whole(17), shape(WriterKind.APPEND, 128 * 512L, Run.of(0, 128, 17)));
    assertEquals(
        whole(18), shape(WriterKind.APPEND, 136 * 512L, Run.of(0, 128, 17), Run.of(128, 8, 18)));
    assertMixture(WriterKind.APPEND, 136 * 512L, Run.of(0, 128, 17), Run.of(128, 8, 1));
  }

  @Test
  void flipped_lines_are_whole_when_one_state_has_them_all() {
    // 256 lines, one in each block: state s wrote block s - 1.
    assertEquals(
        whole(2),
        shape(WriterKind.FLIP, SIZE, Run.of(0, 1, 1), Run.of(1, 1, 2), Run.of(2, 254, 0)));
    assertMixture(WriterKind.FLIP, SIZE, Run.of(0, 1, 0), Run.of(1, 1, 2), Run.of(2, 254, 0));
    assertMixture(
        WriterKind.FLIP,
        SIZE,
        Run.of(0, 1, 1),
        Run.of(1, 1, 0),
        Run.of(2, 1, 3),
        Run.of(3, 253, 0));
    assertMixture(WriterKind.FLIP, SIZE, Run.of(0, 2, 1), Run.of(2, 254, 0));
  }

  @Test
  void a_part_without_flipped_lines_belongs_to_many_states() {
    Course course = WriterKind.FLIP.course(SITE);
    Blocks part = new Blocks(100 * 512, 512, List.of(Run.of(100, 1, 0)));
    assertEquals(new Shape.Whole(new Span(0, 100)), course.shapeOf(part, SIZE));
    Blocks written = new Blocks(100 * 512, 512, List.of(Run.of(100, 1, 101)));
    assertEquals(new Shape.Whole(new Span(101, 356)), course.shapeOf(written, SIZE));
  }

  @Test
  void a_line_caught_in_the_middle_of_its_flip_is_midway() {
    assertMidway(WriterKind.FLIP, SIZE, Run.mixed(0, 1, 0), Run.of(1, 255, 0));
    assertMixture(WriterKind.FLIP, SIZE, Run.of(0, 1, 1), Run.mixed(1, 4, 0), Run.of(2, 254, 0));
  }

  @Test
  void foreign_blocks_are_alien_under_every_writer() {
    for (WriterKind kind : WriterKind.values()) {
      assertInstanceOf(
          Shape.Alien.class,
          shape(kind, SIZE, Run.of(0, 255, 0), Run.plain(255, 1, Kind.FOREIGN)),
          kind.label());
    }
  }

  private static Shape whole(long state) {
    return new Shape.Whole(Span.only(state));
  }

  private static Shape shape(WriterKind kind, long totalBytes, Run... runs) {
    long size = runs[runs.length - 1].end() * 512L;
    return kind.course(SITE).shapeOf(new Blocks(0, size, List.of(runs)), totalBytes);
  }

  private static void assertMidway(WriterKind kind, long totalBytes, Run... runs) {
    assertInstanceOf(Shape.Midway.class, shape(kind, totalBytes, runs), kind.label());
  }

  private static void assertMixture(WriterKind kind, long totalBytes, Run... runs) {
    assertInstanceOf(Shape.Mixture.class, shape(kind, totalBytes, runs), kind.label());
  }
}
