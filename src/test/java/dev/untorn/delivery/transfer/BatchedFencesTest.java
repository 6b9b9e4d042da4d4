package dev.untorn.delivery.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.version.Stamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When fences are checked, and what they report. */
final class BatchedFencesTest {
  private static final Optional<Modification> GROWN =
      Optional.of(new Modification(Modification.Kind.GROWN, Modification.Phase.FENCE));

  @TempDir Path directory;
  private final RecordingWire wire = new RecordingWire();
  private final BatchedFences fences = new BatchedFences();
  private final List<Optional<Modification>> told = new ArrayList<>();
  private LinuxFile file;
  private Stamp stamp;

  @BeforeEach
  void openFile() throws Exception {
    Files.writeString(directory.resolve("f"), "abc");
    try (LinuxFile root = opened(LinuxFile.openDirectory(directory))) {
      file = opened(root.openBeneath("f", Symlinks.REFUSED, Walk.ANY));
    }
    stamp = Stamp.of(file.stat());
  }

  @AfterEach
  void closeFile() {
    file.close();
  }

  private static LinuxFile opened(Opened opened) {
    return ((Opened.File) opened).file();
  }

  private BatchedFences.Sent sent(Consumer<Optional<Modification>> whenFenced) {
    return new BatchedFences.Sent() {
      @Override
      public Fence fence() {
        return new Fence(file, stamp);
      }

      @Override
      public void fenced(Optional<Modification> found) {
        whenFenced.accept(found);
      }

      @Override
      public Wire wire() {
        return wire;
      }
    };
  }

  private void append() throws Exception {
    Files.writeString(directory.resolve("f"), "d", StandardOpenOption.APPEND);
  }

  @Test
  void a_change_before_the_turn_ends_is_told_to_all_that_were_sent() throws Exception {
    fences.open();
    fences.ask(sent(told::add));
    fences.ask(sent(told::add));
    append();
    assertEquals(List.of(), told);
    fences.settle();
    assertEquals(List.of(GROWN, GROWN), told);
  }

  @Test
  void what_was_found_of_one_lot_is_not_believed_of_the_next() throws Exception {
    fences.open();
    fences.ask(sent(told::add));
    fences.settle();
    append();
    fences.ask(sent(told::add));
    fences.settle();
    assertEquals(List.of(Optional.empty(), GROWN), told);
  }

  @Test
  void between_turns_it_is_told_at_once() throws Exception {
    fences.open();
    fences.close();
    append();
    fences.ask(sent(told::add));
    assertEquals(List.of(GROWN), told);
  }

  @Test
  void who_fails_fails_alone_and_may_ask_again_meanwhile() {
    fences.open();
    IllegalStateException fault = new IllegalStateException("a bug");
    fences.ask(
        sent(_ -> {
          throw fault;
        }));
    fences.ask(sent(_ -> fences.ask(sent(told::add))));
    fences.settle();
    assertEquals(List.of(fault), wire.faults);
    assertEquals(List.of(Optional.empty()), told);
  }
}
