package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.s3.FolderLists.Listed;
import dev.untorn.origin.s3.FolderLists.Origin;
import dev.untorn.version.Outage;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** With lists and a clock that are there when the test says. */
final class FolderListsTest {
  private static final EventLoop LOOP = new DefaultEventLoop();

  private final ListingMemory memory = new ListingMemory(100 << 20);
  private final List<CompletableFuture<ListResult>> walks = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T09:00:00Z");

  private final FolderLists lists =
      new FolderLists(
          (_, _, _) -> {
            walks.add(new CompletableFuture<>());
            return walks.getLast();
          },
          () -> now);

  private CompletableFuture<Listed> list(String path) {
    return lists.list(LOOP, path, "", _ -> true).toCompletableFuture();
  }

  private ListResult.Entries entries(int count) {
    ListingMemory.Charge charge = memory.charge();
    charge.add("a");
    Folder.Entry entry = new Folder.Entry("a", false, false, 1, 1);
    return new ListResult.Entries(Collections.nCopies(count, entry), "", charge);
  }

  private static void close(CompletableFuture<Listed> listed) {
    assertInstanceOf(ListResult.Entries.class, listed.join().result()).memory().close();
  }

  @Test
  void all_who_ask_at_the_same_time_get_one_list_and_its_memory_stays_until_the_last_has_it() {
    CompletableFuture<Listed> first = list("/a/");
    CompletableFuture<Listed> second = list("/a/");
    assertEquals(1, walks.size());
    walks.getFirst().complete(entries(2));
    assertEquals(Origin.MADE, first.join().origin());
    assertEquals(Origin.JOINED, second.join().origin());
    close(first);
    close(first);
    now = now.plus(FolderLists.REMEMBERED);
    var _ = list("/other/");
    assertTrue(memory.usedBytes() > 0, "the second one reads it");
    close(second);
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void who_asks_soon_after_gets_the_same_if_it_is_not_too_old_for_him() {
    var _ = list("/a/");
    walks.getFirst().complete(entries(2));
    now = now.plusSeconds(4);
    CompletableFuture<Listed> soon = list("/a/");
    assertEquals(Origin.REMEMBERED, soon.join().origin());
    CompletableFuture<Listed> exact =
        lists.list(LOOP, "/a/", "", age -> age < 3000).toCompletableFuture();
    assertFalse(exact.isDone());
    walks.getLast().complete(entries(3));
    assertEquals(Origin.MADE, exact.join().origin());
    now = now.plusSeconds(4);
    assertEquals(3, ((ListResult.Entries) list("/a/").join().result()).entries().size());
    now = now.plusSeconds(1);
    assertFalse(list("/a/").isDone());
  }

  @Test
  void other_folders_and_other_parts_are_other_lists() {
    var _ = list("/a/");
    var _ = list("/b/");
    var _ = lists.list(LOOP, "/a/", "x", _ -> true);
    assertEquals(3, walks.size());
  }

  @Test
  void what_failed_is_told_to_all_who_wait_and_not_remembered() {
    CompletableFuture<Listed> first = list("/a/");
    CompletableFuture<Listed> second = list("/a/");
    ListResult failed = new ListResult.Failed(Outage.BUSY, "busy");
    walks.getFirst().complete(failed);
    assertEquals(failed, first.join().result());
    assertEquals(failed, second.join().result());
    assertFalse(list("/a/").isDone());
  }

  @Test
  void a_list_that_was_begun_before_it_was_forgotten_is_for_nobody_who_asks_later() {
    CompletableFuture<Listed> before = list("/a/");
    lists.forget("/a/"::equals);
    CompletableFuture<Listed> behind = list("/a/");
    walks.getFirst().complete(entries(1));
    assertTrue(before.isDone());
    assertFalse(behind.isDone());
    walks.getLast().complete(entries(2));
    assertEquals(Origin.REMEMBERED, list("/a/").join().origin());
    lists.forget("/a/"::equals);
    assertFalse(list("/a/").isDone());
  }

  @Test
  void few_entries_are_remembered_and_the_newest_ones() {
    for (int i = 0; i < 8; i++) {
      CompletableFuture<Listed> listed = list("/" + i + "/");
      walks.getLast().complete(entries(10_000));
      close(listed);
    }
    assertFalse(list("/2/").isDone());
    CompletableFuture<Listed> newer = list("/3/");
    assertEquals(Origin.REMEMBERED, newer.join().origin());
    close(newer);
    assertEquals(5L * (64 << 10), memory.usedBytes(), "of five lists");
  }
}
