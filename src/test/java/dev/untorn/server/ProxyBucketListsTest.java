package dev.untorn.server;

import static dev.untorn.server.ListedBucket.folderOf;
import static dev.untorn.server.ListedBucket.listing;
import static dev.untorn.server.ListedBucket.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a bucket is asked for lists, and what becomes of long ones. */
final class ProxyBucketListsTest {
  private static final String JSON = "Accept: application/json";

  private static final Pattern FROM =
      Pattern.compile("(?:continuation-token=t|start-after=pre%2Fk)(\\d+)");

  @TempDir Path folder;

  /** A page of a bucket with this many objects. */
  private static String page(String head, int count) {
    Matcher asked = FROM.matcher(head);
    int from = asked.find() ? Integer.parseInt(asked.group(1)) + 1 : 0;
    int to = Math.min(count, from + 1000);
    return listing(
        Stream.concat(
                Stream.of(
                    "<IsTruncated>%s</IsTruncated>".formatted(to < count),
                    "<NextContinuationToken>t%05d</NextContinuationToken>".formatted(to - 1)),
                IntStream.range(from, to).mapToObj(i -> object("pre/k%05d".formatted(i))))
            .toArray(String[]::new));
  }

  private static int entries(Reply reply) {
    return reply.text().split("\"href\"", -1).length - 1;
  }

  @Test
  void a_large_folder_is_listed_in_parts_and_each_names_the_next() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(folder, (peer, head, _) -> peer.send(page(head, 12_345)))) {
      Reply first = bucket.get("/", JSON);
      assertEquals(10, bucket.asked().size());
      assertEquals(10_000, entries(first));
      assertTrue(first.text().startsWith("{\"path\":\"/\",\"next\":\"?after=k09999\","));
      Reply last = bucket.get("/?after=k09999", JSON);
      assertEquals(2_345, entries(last));
      assertTrue(last.text().startsWith("{\"path\":\"/\",\"entries\":[{\"name\":\"k10000\""));
      String page = bucket.get("/").text();
      assertTrue(page.contains("<a href=\"?after=k09999\">Next entries</a></p>"));
      assertTrue(page.contains(" in this part</p>"));
      String lastPage = bucket.get("/?after=k09999").text();
      assertTrue(lastPage.contains("<a href=\"./\">First entries</a></p>"));
      assertTrue(lastPage.contains("<input type=\"hidden\" name=\"after\" value=\"k09999\">"));
      assertEquals(13, bucket.asked().size(), "pages are of the lists that are remembered");
    }
  }

  @Test
  void a_part_that_ends_with_a_folder_goes_on_behind_it() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, number) ->
                peer.send(
                    head.contains("&start-after=pre%2Fd%2B%2F ")
                        ? listing(folderOf("pre/d%2B/"), object("pre/z"))
                        : listing(
                            "<IsTruncated>true</IsTruncated>",
                            "<NextContinuationToken>" + number + "</NextContinuationToken>",
                            object("pre/a"),
                            folderOf("pre/d%2B/"))))) {
      assertTrue(bucket.get("/", JSON).text().contains("\"next\":\"?after=d%2B%2F\""));
      Reply rest = bucket.get("/?after=d%2B%2F", JSON);
      assertEquals(1, entries(rest), rest::text);
      assertTrue(rest.text().contains("\"name\":\"z\""), rest::text);
    }
  }

  @Test
  void behind_the_last_name_there_is_nothing_and_a_name_that_is_none_is_passed_over()
      throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, _) ->
                peer.send(head.contains("start-after") ? listing() : listing(object("pre/a"))))) {
      assertTrue(bucket.get("/?sort=size&after=a").text().contains("Nothing follows"));
      assertEquals(1, entries(bucket.get("/?after=%g", JSON)));
      assertEquals(1, entries(bucket.get("/?after=", JSON)));
    }
  }

  @Test
  void clients_who_ask_at_the_same_time_and_soon_after_share_one_list() throws Exception {
    int count = 200;
    CountDownLatch connected = new CountDownLatch(count);
    CountDownLatch answered = new CountDownLatch(1);
    try (ScriptedBucket bucket =
            ScriptedBucket.of(
                folder,
                (peer, _, number) -> {
                  answered.await();
                  peer.send(listing(object("pre/" + number)));
                });
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies =
          Stream.generate(() ->
                  clients.submit(() -> {
                    try (WireClient client = bucket.proxy().connect()) {
                      connected.countDown();
                      connected.await();
                      return client.ask(Served.request("GET / HTTP/1.1", JSON));
                    }
                  }))
              .limit(count)
              .toList();
      connected.await();
      answered.countDown();
      for (Future<Reply> reply : replies) {
        assertTrue(reply.get().text().contains("\"name\":\"1\""));
      }
      assertEquals(1, bucket.asked().size());
      Reply exact = bucket.get("/", JSON, "Cache-Control: no-cache");
      assertTrue(exact.text().contains("\"name\":\"2\""), exact::text);
    }
  }

  /** Each list has another name. */
  private ScriptedBucket numbered(String... settings) throws Exception {
    return ScriptedBucket.of(
        folder, (peer, _, number) -> peer.send(listing(object("pre/" + number))), settings);
  }

  private static void assertList(int number, ScriptedBucket bucket) throws Exception {
    String text = bucket.get("/", JSON).text();
    assertTrue(text.contains("\"name\":\"" + number + "\""), text);
  }

  @Test
  void a_list_is_made_anew_after_a_purge() throws Exception {
    try (ScriptedBucket bucket = numbered()) {
      assertList(1, bucket);
      assertList(1, bucket);
      bucket.purge("/");
      assertList(2, bucket);
      bucket.purge("/other/");
      bucket.purgeAll("prefix=/other");
      assertList(2, bucket);
      bucket.purgeAll("prefix=/");
      assertList(3, bucket);
    }
  }

  @Test
  void where_objects_are_asked_for_each_time_lists_are_too() throws Exception {
    try (ScriptedBucket bucket = numbered("proxy.fresh=0s")) {
      assertList(1, bucket);
      assertList(2, bucket);
    }
  }
}
