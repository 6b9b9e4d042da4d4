package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.client.Reply;
import dev.untorn.semantics.HttpDates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get that know a file by its date alone. */
final class DatesTest {
  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEW = Instant.parse("2021-01-01T00:00:00Z");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = directory.resolve("f");
    write("new", NEW);
  }

  private static String date(Instant time) {
    return HttpDates.format(time.getEpochSecond());
  }

  private void write(String text, Instant time) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void replace(String text, Instant time) throws Exception {
    Path aside = Files.writeString(directory.resolve("aside"), text);
    Files.setLastModifiedTime(aside, FileTime.from(time));
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after_a_rollback_to_an_older_date_nobody_is_told_that_nothing_changed(boolean inPlace)
      throws Exception {
    try (Served served = Served.directory(directory)) {
      String known = "If-Modified-Since: " + date(NEW);
      assertEquals(304, served.get("/f", known).status());
      if (inPlace) {
        write("old", OLD);
      } else {
        replace("old", OLD);
      }
      assertEquals("old", served.get("/f", known).text());
      assertEquals(304, served.get("/f", "If-Modified-Since: " + date(OLD)).status());
      assertEquals(
          412, served.get("/f", "Range: bytes=1-", "If-Unmodified-Since: " + date(NEW)).status());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_date_that_another_version_had_too_says_nothing(boolean inPlace) throws Exception {
    try (Served served = Served.directory(directory, "serve.dates=trusted")) {
      assertEquals("new", served.get("/f").text());
      if (inPlace) {
        write("NEW", NEW);
      } else {
        replace("NEW", NEW);
      }
      assertEquals("NEW", served.get("/f", "If-Modified-Since: " + date(NEW)).text());
      assertEquals(200, served.get("/f", "Range: bytes=1-", "If-Range: " + date(NEW)).status());
      replace("old", OLD);
      assertEquals(304, served.get("/f", "If-Modified-Since: " + date(OLD)).status());
      replace("newer", NEW);
      assertEquals("newer", served.get("/f", "If-Modified-Since: " + date(NEW)).text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:01Z",
        "1980-01-01T00:00:00Z",
        "1980-01-01T00:00:01Z",
        "1985-10-26T08:15:00Z"
      })
  void a_date_that_tools_write_into_every_file_is_neither_sent_nor_believed(String every)
      throws Exception {
    Instant date = Instant.parse(every);
    write("new", date);
    String[] resume = {"Range: bytes=1-", "If-Range: " + date(date)};
    try (Served served = Served.directory(directory, "serve.dates=trusted")) {
      for (int again = 0; again < 2; again++) {
        Reply reply = served.get("/f", "If-Modified-Since: " + date(date));
        assertEquals("new", reply.text());
        assertEquals(Optional.empty(), reply.field("last-modified"));
        assertEquals("new", served.get("/f", resume).text());
        String known = "If-None-Match: " + reply.field("etag").orElseThrow();
        assertEquals(304, served.get("/f", known).status());
      }
    }
  }

  @Test
  void the_time_of_an_answer_without_a_date_is_not_taken_for_a_later_version() throws Exception {
    try (Served served = Served.directory(directory)) {
      AtomicReference<String> time = new AtomicReference<>("");
      Wires.await(
          "an answer without a date",
          () -> {
            write("new", Instant.now().minusSeconds(1));
            Reply undated = served.get("/f");
            time.set(undated.field("date").orElseThrow());
            return undated.field("last-modified").isEmpty();
          });
      long seconds = HttpDates.parse(time.get(), 0).orElseThrow();
      replace("later", Instant.ofEpochSecond(seconds));
      Wires.await(
          "a date", () -> served.get("/f").field("last-modified").equals(Optional.of(time.get())));
      assertEquals("later", served.get("/f", "If-Modified-Since: " + time.get()).text());
    }
  }

  @Test
  void a_download_goes_on_by_a_date_that_was_set_only_where_dates_are_trusted() throws Exception {
    Path rules =
        Files.writeString(
            directory.resolve("untorn.yaml"),
            """
            rules:
              - {match: /f, dates: trusted}
            """);
    String[] resume = {"Range: bytes=1-", "If-Range: " + date(NEW)};
    try (Served served = Served.directory(directory)) {
      assertEquals("new", served.get("/f", resume).text());
    }
    try (Served served = Served.configured(rules, directory)) {
      assertEquals("ew", served.get("/f", resume).text());
      replace("old", OLD);
      assertEquals("old", served.get("/f", resume).text());
    }
  }
}
