package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What operators are told of files that programs keep open for writing. */
final class FilesBeingWrittenTest {
  private final List<String> said = new ArrayList<>();
  private long nowNanos = -5;
  private final FilesBeingWritten files = new FilesBeingWritten(() -> nowNanos, said::add);

  private void refuse(String path, int seconds) {
    nowNanos += TimeUnit.SECONDS.toNanos(seconds);
    files.refused(path);
  }

  @Test
  void one_that_is_refused_for_a_minute_is_told_once_with_the_remedy() {
    refuse("log/sys", 0);
    refuse("log/sys", 59);
    assertEquals(List.of(), said);
    refuse("log/sys", 1);
    refuse("log/sys", 50);
    assertEquals(1, said.size());
    assertTrue(said.getFirst().startsWith("/log/sys is answered with 503"), said::getFirst);
    assertTrue(said.getFirst().contains("{match: '/log/sys', mode: sendfile}"), said::getFirst);
  }

  @Test
  void uploads_that_end_are_not_told_although_they_come_again() {
    refuse("upload", 0);
    refuse("upload", 30);
    refuse("upload", 61);
    refuse("upload", 30);
    assertEquals(List.of(), said);
  }

  @Test
  void however_many_there_are_they_take_bounded_room() {
    refuse("first", 0);
    for (int i = 0; i < FilesBeingWritten.FILES_MAX; i++) {
      refuse("f" + i, 0);
    }
    refuse("f1", 60);
    refuse("first", 0);
    assertEquals(1, said.size());
  }
}
