package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class FilesystemTest {
  @ParameterizedTest
  @CsvSource({
    "0xEF53, EXT",
    "0x01021994, TMPFS",
    "0x01021997, PLAN9",
    "0xFF534D42, CIFS",
    "0xFE534D42, SMB",
    "0x65735546, FUSE",
    "0xEF54, OTHER",
  })
  void a_filesystem_is_known_by_its_number(String magic, Filesystem filesystem) {
    assertEquals(filesystem, Filesystem.ofMagic(Long.decode(magic)));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"EXT", "XFS", "BTRFS", "TMPFS", "SQUASHFS", "EROFS"})
  void a_lease_proves_nothing_but_where_it_was_examined(Filesystem filesystem) {
    assertFalse(filesystem.leasesSeeAllWriters());
  }
}
