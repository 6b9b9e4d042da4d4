package dev.untorn.origin.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Errno;
import dev.untorn.origin.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TreeTest {
  @ParameterizedTest
  @EnumSource(names = {"ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EXDEV", "ENXIO"})
  void what_a_path_can_get_wrong_is_missing(Errno errno) {
    assertEquals(new Resolution.Missing(), Tree.refusal(errno));
  }

  @ParameterizedTest
  @EnumSource(names = {"EACCES", "EPERM"})
  void what_a_user_may_not_do_is_forbidden(Errno errno) {
    assertEquals(new Resolution.Forbidden(), Tree.refusal(errno));
  }

  @ParameterizedTest
  @EnumSource
  void exhaustion_is_what_comes_back_when_versions_are_dropped_and_nothing_else(Errno errno) {
    Resolution resolution = Tree.refusal(errno);

    assertEquals(errno.isExhaustion(), resolution instanceof Resolution.Exhausted);
    assertTrue(!errno.isExhaustion() || resolution.toString().contains(errno.name()));
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "EINTR", "EBADF", "ENOSYS", "OTHER"})
  void an_error_of_the_disk_or_the_kernel_is_a_failure_with_its_reason(Errno errno) {
    Resolution resolution = Tree.refusal(errno);

    assertInstanceOf(Resolution.Failed.class, resolution);
    assertTrue(resolution.toString().contains(errno.name()));
  }

  @Test
  void a_walk_that_renames_raced_with_is_worth_another_look() {
    assertEquals(new Resolution.Raced(), Tree.refusal(Errno.EAGAIN));
  }

  @Test
  void paths_join_without_a_slash_at_the_root() {
    assertEquals("index.html", Tree.join("", "index.html"));
    assertEquals("a/b/c", Tree.join("a/b", "c"));
    assertEquals(".", Tree.folderPath(""));
    assertEquals("a/", Tree.folderPath("a"));
  }
}
