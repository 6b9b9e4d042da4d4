package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.version.Provable.Leases;
import dev.untorn.version.Provable.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProvableTest {
  @ParameterizedTest
  @CsvSource({
    "EXT,     false, AUTO,     COMMITTED, PINNED",
    "EXT,     false, SENDFILE, COMMITTED, DETECTED",
    "EXT,     false, GUARDED,  MOMENT,    PINNED",
    "XFS,     true,  SNAPSHOT, MOMENT,    MOMENT",
    "XFS,     true,  SNAPSHOT, REFUSE,    PINNED",
    "TMPFS,   false, GUARDED,  COMMITTED, COMMITTED",
    "OVERLAY, false, AUTO,     COMMITTED, DETECTED",
    "OVERLAY, true,  SNAPSHOT, MOMENT,    DETECTED",
    "FUSE,    false, GUARDED,  COMMITTED, DETECTED",
  })
  void a_level_is_promised_where_it_can_be_proved(
      Filesystem filesystem, boolean clones, Mode mode, WhileWriting whileWriting, Level level) {
    assertEquals(level, new Provable(filesystem, Leases.ALL, clones).level(mode, whileWriting));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_not_proved_is_said_with_a_remedy(Filesystem filesystem) {
    Provable provable = new Provable(filesystem, Leases.ALL, false);
    assertTrue(provable.sentence().startsWith(filesystem.title() + ": "), provable::sentence);
    assertEquals(
        !filesystem.leasesSeeAllWriters(),
        provable.sentence().contains("UNPROVEN"),
        provable::sentence);
    if (!filesystem.leasesSeeAllWriters()) {
      assertFalse(provable.remedies().isEmpty());
    }
  }
}
