package dev.untorn.lab.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.BlockRun.Kind;
import dev.untorn.lab.content.Blocks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateModelTest {
  private static final int BLOCKS = 256;
  private static final long SIZE = BLOCKS * 512L;
  private static final LabFile FILE = LabFile.of(Path.of("x"), new BlockPattern(1), SIZE);

  @Test
  void one_version_at_its_length_is_whole() {
    for (WriterKind kind : new WriterKind[] {WriterKind.IN_PLACE_STEPS, WriterKind.UPLOAD}) {
      assertEquals(whole(4), shape(kind, SIZE, BlockRun.of(0, BLOCKS, 4)));
    }
  }

  @Test
  void a_prefix_of_the_new_before_the_rest_of_the_old_existed_when_overwriting_in_order() {
    for (WriterKind kind :
        new WriterKind[] {WriterKind.IN_PLACE_STEPS, WriterKind.IN_PLACE_ONCE, WriterKind.MAPPED}) {
      assertMidway(kind, SIZE, BlockRun.of(0, 10, 5), BlockRun.of(10, 246, 4));
      assertMidway(
          kind, SIZE, BlockRun.of(0, 10, 5), BlockRun.mixed(10, 5, 4), BlockRun.of(11, 245, 4));
    }
  }

  @Test
  void any_other_mixture_never_existed() {
    WriterKind kind = WriterKind.IN_PLACE_STEPS;
    assertMixture(kind, SIZE, BlockRun.of(0, 10, 4), BlockRun.of(10, 246, 5));
    assertMixture(kind, SIZE, BlockRun.of(0, 10, 6), BlockRun.of(10, 246, 4));
    assertMixture(
        kind, SIZE, BlockRun.of(0, 10, 5), BlockRun.of(10, 10, 4), BlockRun.of(20, 236, 5));
    assertMixture(
        kind, SIZE, BlockRun.of(0, 10, 6), BlockRun.of(10, 10, 5), BlockRun.of(20, 236, 4));
    assertMixture(
        kind, SIZE, BlockRun.of(0, 10, 5), BlockRun.mixed(10, 4, 5), BlockRun.of(11, 245, 4));
    assertMixture(kind, SIZE, BlockRun.of(0, 255, 4), BlockRun.plain(255, 1, Kind.DAMAGED));
  }

  @Test
  void the_states_in_the_middle_of_a_replacement_by_rename_do_not_exist() {
    assertMixture(WriterKind.RENAME, SIZE, BlockRun.of(0, 10, 5), BlockRun.of(10, 246, 4));
    assertEquals(
        new BodyState.WrongLength(5, SIZE), shape(WriterKind.RENAME, 5120, BlockRun.of(0, 10, 5)));
  }

  @Test
  void a_short_prefix_existed_when_the_file_was_written_from_nothing() {
    for (WriterKind kind : new WriterKind[] {WriterKind.TRUNCATE, WriterKind.UPLOAD}) {
      assertMidway(kind, 5120, BlockRun.of(0, 10, 5));
      assertInstanceOf(BodyState.MidChange.class, kind.model(FILE).stateOf(Blocks.NOTHING, 0));
      assertMixture(kind, SIZE, BlockRun.of(0, 10, 5), BlockRun.of(10, 246, 4));
    }
  }

  @Test
  void zeros_are_a_hole_unless_the_file_was_set_to_a_greater_length() {
    BlockRun[] grown = {
      BlockRun.of(0, 3, 6), BlockRun.of(3, 125, 5), BlockRun.plain(128, 128, Kind.ZERO)
    };
    assertMidway(WriterKind.SHRINK_GROW, SIZE, grown);
    assertInstanceOf(BodyState.Hole.class, shape(WriterKind.IN_PLACE_STEPS, SIZE, grown));
    assertInstanceOf(
        BodyState.Hole.class,
        shape(
            WriterKind.SHRINK_GROW, SIZE, BlockRun.of(0, 3, 6), BlockRun.plain(3, 253, Kind.ZERO)),
        "the old half was never zero");
    assertMidway(
        WriterKind.SHRINK_GROW, SIZE, BlockRun.of(0, 200, 6), BlockRun.plain(200, 56, Kind.ZERO));
  }

  @Test
  void a_shrunken_file_not_yet_overwritten_existed() {
    assertMidway(WriterKind.SHRINK_GROW, SIZE / 2, BlockRun.of(0, 128, 4));
    assertMidway(WriterKind.SHRINK_GROW, SIZE / 2, BlockRun.of(0, 28, 5), BlockRun.of(28, 100, 4));
    assertEquals(whole(5), shape(WriterKind.SHRINK_GROW, SIZE / 2, BlockRun.of(0, 128, 5)));
  }

  @Test
  void a_log_is_whole_at_each_of_its_lengths() {
    StateModel model = WriterKind.APPEND.model(FILE);
    assertEquals(128 * 512L, model.lengthBytes(0));
    assertEquals(136 * 512L, model.lengthBytes(1));
    assertEquals(whole(0), shape(WriterKind.APPEND, 128 * 512L, BlockRun.of(0, 128, 0)));
    assertEquals(
        whole(2),
        shape(
            WriterKind.APPEND,
            144 * 512L,
            BlockRun.of(0, 128, 0),
            BlockRun.of(128, 8, 1),
            BlockRun.of(136, 8, 2)));
    assertMidway(WriterKind.APPEND, 130 * 512L, BlockRun.of(0, 128, 0), BlockRun.of(128, 2, 1));
    assertMixture(WriterKind.APPEND, 136 * 512L, BlockRun.of(0, 128, 0), BlockRun.of(128, 8, 2));
  }

  @Test
  void a_new_log_begins_with_its_own_version() {
    StateModel model = WriterKind.APPEND.model(FILE);
    assertEquals(128 * 512L, model.lengthBytes(17));
    assertEquals(whole(17), shape(WriterKind.APPEND, 128 * 512L, BlockRun.of(0, 128, 17)));
    assertEquals(
        whole(18),
        shape(WriterKind.APPEND, 136 * 512L, BlockRun.of(0, 128, 17), BlockRun.of(128, 8, 18)));
    assertMixture(WriterKind.APPEND, 136 * 512L, BlockRun.of(0, 128, 17), BlockRun.of(128, 8, 1));
  }

  @Test
  void flipped_lines_are_whole_when_one_state_has_them_all() {
    // 256 lines, one in each block: state s wrote block s - 1.
    assertEquals(
        whole(2),
        shape(
            WriterKind.FLIP,
            SIZE,
            BlockRun.of(0, 1, 1),
            BlockRun.of(1, 1, 2),
            BlockRun.of(2, 254, 0)));
    assertMixture(
        WriterKind.FLIP, SIZE, BlockRun.of(0, 1, 0), BlockRun.of(1, 1, 2), BlockRun.of(2, 254, 0));
    assertMixture(
        WriterKind.FLIP,
        SIZE,
        BlockRun.of(0, 1, 1),
        BlockRun.of(1, 1, 0),
        BlockRun.of(2, 1, 3),
        BlockRun.of(3, 253, 0));
    assertMixture(WriterKind.FLIP, SIZE, BlockRun.of(0, 2, 1), BlockRun.of(2, 254, 0));
  }

  @Test
  void a_part_without_flipped_lines_belongs_to_many_states() {
    StateModel model = WriterKind.FLIP.model(FILE);
    Blocks part = new Blocks(100 * 512, 512, List.of(BlockRun.of(100, 1, 0)));
    assertEquals(new BodyState.Whole(new StateRange(0, 100)), model.stateOf(part, SIZE));
    Blocks written = new Blocks(100 * 512, 512, List.of(BlockRun.of(100, 1, 101)));
    assertEquals(new BodyState.Whole(new StateRange(101, 356)), model.stateOf(written, SIZE));
  }

  @Test
  void a_line_caught_in_the_middle_of_its_flip_is_midway() {
    assertMidway(WriterKind.FLIP, SIZE, BlockRun.mixed(0, 1, 0), BlockRun.of(1, 255, 0));
    assertMixture(
        WriterKind.FLIP,
        SIZE,
        BlockRun.of(0, 1, 1),
        BlockRun.mixed(1, 4, 0),
        BlockRun.of(2, 254, 0));
  }

  @Test
  void foreign_blocks_are_alien_under_every_writer() {
    for (WriterKind kind : WriterKind.values()) {
      assertInstanceOf(
          BodyState.Foreign.class,
          shape(kind, SIZE, BlockRun.of(0, 255, 0), BlockRun.plain(255, 1, Kind.FOREIGN)),
          kind.label());
    }
  }

  private static BodyState whole(long state) {
    return new BodyState.Whole(StateRange.only(state));
  }

  private static BodyState shape(WriterKind kind, long totalBytes, BlockRun... runs) {
    long size = runs[runs.length - 1].end() * 512L;
    return kind.model(FILE).stateOf(new Blocks(0, size, List.of(runs)), totalBytes);
  }

  private static void assertMidway(WriterKind kind, long totalBytes, BlockRun... runs) {
    assertInstanceOf(BodyState.MidChange.class, shape(kind, totalBytes, runs), kind.label());
  }

  private static void assertMixture(WriterKind kind, long totalBytes, BlockRun... runs) {
    assertInstanceOf(BodyState.Mixture.class, shape(kind, totalBytes, runs), kind.label());
  }
}
