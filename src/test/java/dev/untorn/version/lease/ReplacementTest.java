package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplacementTest {
  @Test
  void what_was_read_of_a_passing_copy_is_true_until_a_lasting_one_takes_its_place() {
    try (LinuxFile file = assertInstanceOf(Opened.File.class, AnonymousFile.inMemory()).file()) {
      GuardCopy passing = new GuardCopy(file, false, 0, SealKind.MEMFD, () -> {});
      GuardCopy lasting = new GuardCopy(file, true, 0, SealKind.UNNAMED_FILE, () -> {});
      Replacement replacement = new Replacement();
      replacement.set(Optional.of(passing));
      assertTrue(replacement.isTemporary());
      assertTrue(replacement.isStill(passing));
      assertSame(passing, replacement.makeLasting(lasting), "what is not needed any more");
      assertFalse(replacement.isStill(passing));
      assertTrue(replacement.isStill(lasting));
      assertSame(passing, replacement.makeLasting(passing), "nor one that comes later");
    }
  }
}
