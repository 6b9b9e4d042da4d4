package dev.untorn.lab.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockScanner;
import dev.untorn.lab.history.Commit;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WriterTest {
  private static final BlockPattern PATTERN = new BlockPattern(3);
  private static final Set<WriterKind> METADATA_ONLY =
      EnumSet.of(WriterKind.TOUCH, WriterKind.CHMOD);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void each_change_leaves_the_state_it_says(WriterKind kind) throws Exception {
    LabFile file = new LabFile(directory.resolve("file"), PATTERN, LabFile.SIZE_BYTES_MIN, 1);
    StateModel model = kind.model(file);
    Commit before = kind.begin(file);
    assertState(model, file, before);
    try (Writer writer = kind.writer(file)) {
      for (long state = 1; state <= 20; state++) {
        writer.prepare(state);
        Commit commit = writer.change(state);
        assertEquals(METADATA_ONLY.contains(kind) ? 0 : state, commit.state());
        assertTrue(before.commitNanos() <= commit.beginNanos());
        assertTrue(commit.beginNanos() <= commit.writtenNanos());
        assertTrue(commit.writtenNanos() <= commit.commitNanos());
        assertTrue(commit.beginSeconds() <= commit.mtimeSeconds());
        assertState(model, file, commit);
        before = commit;
      }
    }
    assertFalse(Files.exists(file.aside()));
  }

  private static void assertState(StateModel model, LabFile file, Commit commit) throws Exception {
    byte[] bytes = Files.readAllBytes(file.path());
    assertEquals(model.lengthBytes(commit.state()), bytes.length);
    BlockScanner scanner = new BlockScanner(PATTERN, 0);
    scanner.accept(ByteBuffer.wrap(bytes));
    assertEquals(
        new BodyState.Whole(StateRange.only(commit.state())),
        model.stateOf(scanner.finish(), bytes.length));
  }
}
