package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.delivery.Ending;
import dev.untorn.metrics.Meters;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Status;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges answer to a sink; here to one that has no protocol. */
final class ExchangeTest {
  private static final String TEXT = "0123456789";

  @TempDir Path directory;
  @TempDir Path logs;

  private final EventLoop eventLoop = new DefaultEventLoop();
  private final Meters meters = new Meters("test");
  private final RecordingSink sink = new RecordingSink();
  private ServerContext server;
  private Loop loop;

  @BeforeEach
  void serve() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), TEXT);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-10-29T19:43:31Z")));
    Files.createDirectories(directory.resolve("many"));
    for (int i = 0; i < 600; i++) {
      Files.createFile(directory.resolve("many").resolve("e" + i));
    }
    server =
        TestServer.of(
            Map.of(
                "UNTORN_SERVE_DIRECTORY", directory.toString(),
                "UNTORN_LOG_ACCESS", logs.resolve("access").toString(),
                "UNTORN_LOG_FORMAT", "json"),
            directory,
            meters,
            Runnable::run);
    loop = new Loop(eventLoop);
  }

  @AfterEach
  void end() {
    eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    meters.close();
  }

  private static Request request(RequestMethod method, String target, HttpHeaders headers) {
    Optional<String> range = Optional.ofNullable(headers.get("range"));
    headers.remove("range");
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new Request(
        method,
        method.name(),
        target,
        path,
        query < 0 ? "" : target.substring(query + 1),
        "here",
        "TEST/7",
        range,
        headers);
  }

  private Exchange begin(RequestMethod method, String target, String... fields) throws Exception {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    Request request = request(method, target, headers);
    Exchange exchange = new Exchange(server, loop, new RequestContext(request), sink);
    onLoop(() -> {
      exchange.begin();
      return null;
    });
    onLoop(() -> null); // What workers gave back has been done by now.
    return exchange;
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return eventLoop.submit(task).get();
  }

  private <T extends Answer> T answer(Class<T> kind) {
    assertEquals(1, sink.answers.size());
    return assertInstanceOf(kind, sink.answers.getFirst());
  }

  private Answer.Document document(Status status) {
    Answer.Document document = answer(Answer.Document.class);
    assertEquals(status, document.status());
    return document;
  }

  private String log() throws Exception {
    server.accessLog().close();
    return Files.readString(logs.resolve("access"));
  }

  @Test
  void a_file_is_a_version_that_is_held_until_its_sink_lets_go() throws Exception {
    begin(RequestMethod.GET, "/f");
    Answer.Whole whole = answer(Answer.Whole.class);
    assertEquals(TEXT.length(), whole.hold().version().lengthBytes());
    assertTrue(whole.digests().isEmpty());
    assertEquals(1, server.store().holds());
    onLoop(() -> {
      sink.complete(TEXT.length());
      return null;
    });
    assertEquals(0, server.store().holds());
    String line = log();
    assertTrue(line.contains("\"remote\":\"192.0.2.1\""), line);
    assertTrue(line.contains("\"protocol\":\"TEST/7\",\"status\":200,\"bytes\":10"), line);
    assertTrue(line.contains("\"head_bytes\":7"), line);
    assertTrue(line.contains("\"ending\":\"completed\""), line);
  }

  @Test
  void what_is_left_out_for_head_is_for_the_protocol_to_know() throws Exception {
    begin(RequestMethod.HEAD, "/f");
    answer(Answer.Whole.class);
  }

  @Test
  void ranges_are_parts() throws Exception {
    begin(RequestMethod.GET, "/f", "Range", "bytes=2-4");
    assertEquals(new ByteRange(2, 4), answer(Answer.Part.class).range());
  }

  @Test
  void several_ranges_are_given_in_their_order() throws Exception {
    Files.writeString(directory.resolve("long"), TEXT.repeat(200));
    begin(RequestMethod.GET, "/long", "Range", "bytes=1500-1509,2-4");
    assertEquals(
        List.of(new ByteRange(1500, 1509), new ByteRange(2, 4)),
        answer(Answer.Parts.class).ranges());
  }

  @Test
  void a_client_that_has_the_version_gets_its_validators() throws Exception {
    begin(RequestMethod.GET, "/f", "If-Modified-Since", "Sat, 29 Oct 1994 19:43:31 GMT");
    Answer.NotModified same = answer(Answer.NotModified.class);
    assertEquals(Status.NOT_MODIFIED, same.status());
    assertEquals(TEXT.length(), same.hold().version().lengthBytes());
  }

  @Test
  void digests_come_with_the_answer() throws Exception {
    begin(RequestMethod.GET, "/f", "Want-Repr-Digest", "sha-256=1");
    assertTrue(answer(Answer.Whole.class).digests().repr().isPresent());
  }

  @Test
  void problems_hold_nothing() throws Exception {
    begin(RequestMethod.GET, "/f", "Range", "bytes=10-");
    Answer.Document problem = document(Status.RANGE_NOT_SATISFIABLE);
    assertTrue(problem.fields().contains(new Field("Content-Range", "bytes */10")));
    assertEquals(0, server.store().holds());
  }

  @Test
  void what_is_not_there_is_a_document_in_the_form_that_is_liked() throws Exception {
    begin(RequestMethod.GET, "/nothing", "Accept", "application/json");
    Answer.Document problem = document(Status.NOT_FOUND);
    assertTrue(problem.fields().contains(new Field("Content-Type", "application/problem+json")));
    assertTrue(
        StandardCharsets.UTF_8.decode(problem.body().duplicate()).toString().contains("404"));
  }

  @Test
  void other_methods_are_told_what_is_allowed() throws Exception {
    begin(RequestMethod.OTHER, "/f");
    assertTrue(
        document(Status.METHOD_NOT_ALLOWED)
            .fields()
            .contains(new Field("Allow", "GET, HEAD, OPTIONS")));
  }

  @Test
  void options_have_no_body() throws Exception {
    begin(RequestMethod.OPTIONS, "*");
    assertEquals(0, document(Status.NO_CONTENT).body().remaining());
  }

  @Test
  void a_directory_is_asked_for_with_its_slash() throws Exception {
    begin(RequestMethod.GET, "/many?a=b");
    assertEquals(
        List.of(new Field("Location", "./many/?a=b")), document(Status.MOVED_PERMANENTLY).fields());
  }

  @Test
  void a_short_listing_is_a_document_and_a_long_one_a_stream() throws Exception {
    begin(RequestMethod.GET, "/");
    document(Status.OK);
    sink.answers.clear();
    begin(RequestMethod.GET, "/many/");
    answer(Answer.Stream.class).discard();
  }

  @Test
  void an_exchange_that_is_cut_before_its_answer_resets_its_sink() throws Exception {
    Request request = request(RequestMethod.GET, "/f", new DefaultHttpHeaders());
    onLoop(() -> {
      Exchange exchange = new Exchange(server, loop, new RequestContext(request), sink);
      exchange.abort(Ending.CLIENT_GONE);
      exchange.begin();
      return null;
    });
    onLoop(() -> null);
    assertEquals(List.of(Ending.CLIENT_GONE), sink.resets);
    assertEquals(List.of(), sink.answers);
    assertEquals(0, server.store().holds());
    String line = log();
    assertTrue(line.contains("\"status\":0"), line);
    assertTrue(line.contains("\"ending\":\"client_gone\""), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void an_answer_under_way_ends_once() throws Exception {
    Exchange exchange = begin(RequestMethod.GET, "/f");
    onLoop(() -> {
      exchange.abort(Ending.TOO_SLOW);
      exchange.abort(Ending.SHUTDOWN);
      sink.complete(TEXT.length());
      return null;
    });
    assertEquals(List.of(Ending.TOO_SLOW), sink.resets);
    String line = log();
    assertTrue(line.contains("\"ending\":\"too_slow\""), line);
    assertEquals(1, line.lines().count());
  }
}
