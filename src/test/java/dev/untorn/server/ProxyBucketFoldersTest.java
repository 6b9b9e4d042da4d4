package dev.untorn.server;

import static dev.untorn.server.ListedBucket.folderOf;
import static dev.untorn.server.ListedBucket.listing;
import static dev.untorn.server.ListedBucket.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of what is in a bucket. */
final class ProxyBucketFoldersTest {
  private static final String JSON = "Accept: application/json";

  @TempDir Path folder;

  @Test
  void all_pages_of_a_folder_are_one_list() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, _) ->
                peer.send(
                    head.contains("continuation-token=a%2B1%3D")
                        ? listing(
                            "<IsTruncated>false</IsTruncated>",
                            object("pre/d%C3%BCr/z+%2B.txt"),
                            folderOf("pre/d%C3%BCr/sub/"))
                        : listing(
                            "<IsTruncated>true</IsTruncated>",
                            "<NextContinuationToken>a+1=</NextContinuationToken>",
                            object("pre/d%C3%BCr/"),
                            object("pre/d%C3%BCr/a"),
                            folderOf("pre/d%C3%BCr//"))))) {
      Reply reply = bucket.get("/d%c3%bcr/", JSON);
      assertEquals(
          "{\"path\":\"/d\u00fcr/\",\"entries\":["
              + "{\"name\":\"sub\",\"href\":\"sub/\",\"type\":\"directory\"},"
              + "{\"name\":\"a\",\"href\":\"a\",\"type\":\"file\",\"size\":7,"
              + "\"modified\":\"2026-11-28T09:43:52Z\"},"
              + "{\"name\":\"z +.txt\",\"href\":\"z%20%2B.txt\",\"type\":\"file\",\"size\":7,"
              + "\"modified\":\"2026-11-28T09:43:52Z\"}]}",
          reply.text());
      assertEquals(
          List.of(
              "GET /box?delimiter=%2F&encoding-type=url&list-type=2&max-keys=1000"
                  + "&prefix=pre%2Fd%C3%BCr%2F HTTP/1.1",
              "GET /box?continuation-token=a%2B1%3D&delimiter=%2F&encoding-type=url&list-type=2"
                  + "&max-keys=1000&prefix=pre%2Fd%C3%BCr%2F HTTP/1.1"),
          bucket.lines());
      assertTrue(bucket.get("/d%c3%bcr/?sort=size").text().contains("z%20%2B.txt"));
    }
  }

  @Test
  void the_top_may_be_empty_and_another_folder_may_not() throws Exception {
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, listing())) {
      assertEquals("{\"path\":\"/\",\"entries\":[]}", bucket.get("/", JSON).text());
      assertEquals(404, bucket.get("/none/").status());
    }
  }

  @Test
  void a_name_without_slash_leads_to_its_folder() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, _) ->
                peer.send(
                    head.contains("prefix=pre%2Fa%2Fd%20r%2F ")
                        ? listing(object("pre/a/d+r/x"))
                        : head.contains("list-type=2")
                            ? listing()
                            : ScriptedBucket.error(404, "NoSuchKey", "")))) {
      Reply redirect = bucket.get("/a/d%20r");
      assertEquals(301, redirect.status());
      assertEquals(Optional.of("./d%20r/"), redirect.field("Location"));
      assertEquals(404, bucket.get("/a/other").status());
      int asked = bucket.asked().size();
      assertEquals(301, bucket.get("/a/d%20r").status());
      assertEquals(404, bucket.get("/a/other").status());
      assertEquals(asked, bucket.asked().size(), "both are remembered");
    }
  }

  @Test
  void where_nothing_is_listed_a_key_may_end_with_a_slash() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.answering(
            folder,
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "proxy.s3-folders=object")) {
      assertEquals("hello", bucket.get("/a/").text());
      assertEquals(List.of("GET /box/pre/a/ HTTP/1.1"), bucket.lines());
    }
  }

  @Test
  void who_may_not_list_gets_403_and_objects_all_the_same() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, _) ->
                peer.send(
                    head.contains("list-type=2")
                        ? ScriptedBucket.error(403, "AccessDenied", "")
                        : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"))) {
      assertEquals(403, bucket.get("/a/").status());
      assertEquals("hello", bucket.get("/a/b").text());
    }
  }

  @Test
  void a_listing_that_does_not_end_or_is_of_other_keys_is_none() throws Exception {
    String again =
        listing(
            "<IsTruncated>true</IsTruncated>", "<NextContinuationToken>a</NextContinuationToken>");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, again)) {
      assertEquals(502, bucket.get("/a/").status());
    }
    try (ScriptedBucket bucket =
        ScriptedBucket.answering(folder.resolve("cache"), listing(object("secret/a")))) {
      Reply reply = bucket.get("/a/");
      assertEquals(502, reply.status());
      assertFalse(reply.text().contains("secret"));
    }
  }

  @Test
  void a_bucket_below_a_path_has_its_folders_and_objects_there() throws Exception {
    try (ScriptedOrigin server =
            new ScriptedOrigin((peer, _) -> {
              while (true) {
                String head = peer.request();
                peer.send(
                    head.contains("list-type=2")
                        ? listing(object("pre/d/x"))
                        : "HTTP/1.1 200 OK\r\nCache-Control: max-age=9\r\n"
                            + "Content-Length: 5\r\n\r\nhello");
              }
            });
        Served proxy =
            Served.configured(
                Files.writeString(
                    folder.resolve("untorn.yaml"),
                    """
                    origins:
                      - {path: /b+c/x, url: 's3://box/pre', s3-endpoint: 'http://127.0.0.1:%d'}
                    proxy: {s3-signing: anonymous, s3-region: x}
                    """
                        .formatted(server.port())),
                folder,
                "proxy.cache=" + folder)) {
      String list = proxy.get("/b+c/x/d/", JSON).text();
      assertTrue(list.startsWith("{\"path\":\"/b+c/x/d/\",\"entries\":[{\"name\":\"x\""), list);
      assertEquals("hello", proxy.get("/b+c/x/a%2bb").text());
      assertEquals("hello", proxy.get("/b+c/x/a+b?q").text());
      assertEquals(Optional.of("./x/"), proxy.get("/b+c/x").field("Location"));
      assertEquals(404, proxy.get("/b+c/xy").status());
      assertEquals(2, server.heads().size());
    }
  }
}
