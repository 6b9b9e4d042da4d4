package dev.untorn.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the cuts between reads, a stream is the same responses, or the same mistake. */
final class ReplyReaderContractTest {
  private static final int HEAD_BYTES_MAX = 200;

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /** A stream, and what is told of it. */
  record Golden(String octets, boolean answersHead, String events) {
    static Golden of(String octets, String events) {
      return new Golden(octets, false, events);
    }
  }

  static Stream<Golden> goldens() {
    return Stream.concat(valid(), malformed());
  }

  private static Stream<Golden> valid() {
    String five = OK + "Content-Length: 5\r\n\r\nhello";
    return Stream.of(
        Golden.of(five + five, "[200 5 hello][200 5 hello]"),
        Golden.of(OK + "content-length:\t0 \r\n\r\n" + five, "[200 0 ][200 5 hello]"),
        Golden.of("HTTP/1.1 204 No Content\r\n\r\n" + five, "[204 -1 ][200 5 hello]"),
        Golden.of("HTTP/1.1 304 x\r\nContent-Length: 9\r\n\r\n" + five, "[304 9 ][200 5 hello]"),
        Golden.of("HTTP/1.1 404\r\nContent-Length: 2\r\n\r\nno", "[404 2 no]"),
        Golden.of("HTTP/1.1 103 x\r\nLink: y\r\n\r\n" + five, "(103)[200 5 hello]"),
        Golden.of(OK + "\r\nuntil\r\nthe end", "[200 -1 until\r\nthe end"),
        Golden.of(CHUNKED + "0\r\n\r\n" + five, "[200 -1 ][200 5 hello]"),
        Golden.of(
            OK + "Transfer-Encoding:chunked \t\r\n\r\n0\r\n\r\n" + five, "[200 -1 ][200 5 hello]"),
        Golden.of(
            CHUNKED + "A\r\n0123456\r\n9\r\n01 ;a=\"b\"\r\nx\r\n1 \r\ny\r\n000\r\n\r\n" + five,
            "[200 -1 0123456\r\n9xy][200 5 hello]"),
        Golden.of(
            CHUNKED + "1\r\nx\r\n0\r\nSum: 1\r\nB: 2\r\n\r\n" + five,
            "[200 -1 x Sum: 1 B: 2][200 5 hello]"),
        Golden.of(
            "HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n\n", "[200 1 \n]"),
        new Golden(
            OK + "Content-Length: 5\r\n\r\n" + CHUNKED + OK + "\r\n",
            true,
            "[200 5 ][200 -1 ][200 -1 ]"));
  }

  private static Stream<Golden> malformed() {
    String noStatus = "!no status line";
    String noLine = "!a line without CRLF";
    String length = "!Content-Length";
    String coding = "!Transfer-Encoding";
    String noChunk = "[200 -1 !no chunk, or no trailer";
    return Stream.of(
        Golden.of("SSH-2.0-OpenSSH_9.2\r\n\r\nmore", noStatus),
        Golden.of("HTTP/2 200 OK\r\n\r\n", noStatus),
        Golden.of("http/1.1 200 OK\r\n\r\n", noStatus),
        Golden.of("HTTP/1.1 2x0 OK\r\n\r\n", noStatus),
        Golden.of("HTTP/1.1 099 OK\r\n\r\n", noStatus),
        Golden.of("HTTP/1.1 2000 OK\r\n\r\n", noStatus),
        Golden.of("\r\n" + OK + "\r\n", "!an empty line instead of a status line"),
        Golden.of("HTTP/1.1 200 OK\nContent-Length: 0\n\n", noLine),
        Golden.of(OK + "A: b\n\r\n", noLine),
        Golden.of(OK + "\n", noLine),
        Golden.of(OK + "Content-Length: -1\r\n\r\n", length),
        Golden.of(OK + "Content-Length:\r\n\r\n", length),
        Golden.of(OK + "Content-Length: 1, 1\r\n\r\nx", length),
        Golden.of(OK + "Content-Length: 1\u00E9\r\n\r\nx", length),
        Golden.of(OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", length),
        Golden.of(OK + "Content-Length: 9999999999999999999\r\n\r\nx", length),
        Golden.of(OK + "Transfer-Encoding: gzip\r\n\r\nx", coding),
        Golden.of(OK + "Transfer-Encoding: chunked, gzip\r\n\r\nx", coding),
        Golden.of(OK + "Transfer-Encoding: chunked gzip\r\n\r\nx", coding),
        Golden.of(OK + "Transfer-Encoding: chunkedx\r\n\r\nx", coding),
        Golden.of(
            OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            coding),
        Golden.of(
            OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "!Content-Length and Transfer-Encoding"),
        Golden.of(
            OK + "A: b\r\n".repeat(HEAD_BYTES_MAX / 6) + "\r\n",
            "!a head of more than " + HEAD_BYTES_MAX + " bytes"),
        Golden.of(OK + "x".repeat(HEAD_BYTES_MAX), "!a head of more than 200 bytes"),
        Golden.of(CHUNKED + "x\r\n", noChunk),
        Golden.of(CHUNKED + "\r\n", noChunk),
        Golden.of(CHUNKED + "-1\r\n", noChunk),
        Golden.of(CHUNKED + "0x1\r\n", noChunk),
        Golden.of(CHUNKED + "1 1\r\n", noChunk),
        Golden.of(CHUNKED + "1000000000000000\r\n", noChunk),
        Golden.of(CHUNKED + "1\nx\r\n0\r\n\r\n", noChunk),
        Golden.of(CHUNKED + "0\r\nA: b\n\r\n", noChunk),
        Golden.of(CHUNKED + "0\r\n" + "x".repeat(HEAD_BYTES_MAX), noChunk),
        Golden.of(CHUNKED + "1\r\nxy\r\n0\r\n\r\n", noChunk.replace("!", "x!")));
  }

  /** Writes down what is told, whatever its pieces. */
  private static final class Recorder implements ReplyReader.Listener {
    private final StringBuilder events = new StringBuilder();
    private final ReplyReader reader;
    private boolean broken;

    Recorder(boolean answersHead) {
      reader = new ReplyReader(new ReplyHead(), HEAD_BYTES_MAX, answersHead, this);
    }

    @Override
    public boolean interim(ReplyHead head) {
      events.append('(').append(head.status()).append(')');
      return true;
    }

    @Override
    public boolean began(ReplyHead head) {
      events.append('[').append(head.status()).append(' ').append(head.lengthBytes()).append(' ');
      return true;
    }

    @Override
    public boolean content(ByteBuffer bytes, int from, int to) {
      events.append(StandardCharsets.ISO_8859_1.decode(bytes.slice(from, to - from)));
      return true;
    }

    @Override
    public boolean ended() {
      reader.trailers().forEach(line -> events.append(' ').append(line));
      events.append(']');
      return true;
    }

    @Override
    public void malformed(String why) {
      broken = true;
      events.append('!').append(why);
    }

    /** In a part of a buffer, of which the rest is none of its business. */
    void take(String octets) {
      if (!broken && !octets.isEmpty()) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 9).put(3, bytes);
        int next = reader.take(buffer, 3, 3 + bytes.length);
        assertTrue(broken || next == 3 + bytes.length, "all was read");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void a_stream_in_one_piece_is_what_it_is(Golden golden) {
    Recorder recorder = new Recorder(golden.answersHead());
    recorder.take(golden.octets());
    assertEquals(golden.events(), recorder.events.toString());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void a_stream_cut_anywhere_is_the_same(Golden golden) {
    String octets = golden.octets();
    for (int cut = 1; cut < octets.length(); cut++) {
      Recorder recorder = new Recorder(golden.answersHead());
      recorder.take(octets.substring(0, cut));
      String before = recorder.events.toString();
      assertTrue(golden.events().startsWith(before), before);
      recorder.take(octets.substring(cut));
      assertEquals(golden.events(), recorder.events.toString(), "cut at " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void a_stream_in_pieces_of_any_size_is_the_same(Golden golden) {
    String octets = golden.octets();
    for (int size = 1; size <= 64; size++) {
      Recorder recorder = new Recorder(golden.answersHead());
      for (int at = 0; at < octets.length(); at += size) {
        recorder.take(octets.substring(at, Math.min(octets.length(), at + size)));
      }
      assertEquals(golden.events(), recorder.events.toString(), "pieces of " + size);
    }
  }

  /** As a connection that is kept brings them: heads that are alike, in whole or in part. */
  @ParameterizedTest
  @MethodSource("goldens")
  void a_stream_after_itself_is_the_same_again(Golden golden) {
    boolean ends = !golden.events().contains("!") && golden.events().endsWith("]");
    String twice = golden.events() + (ends ? golden.events() : "");
    for (int cut = 1; ends && cut < golden.octets().length(); cut++) {
      Recorder recorder = new Recorder(golden.answersHead());
      recorder.take(golden.octets() + golden.octets().substring(0, cut));
      recorder.take(golden.octets().substring(cut));
      assertEquals(twice, recorder.events.toString(), "cut at " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void the_same_reader_reads_a_new_connection_after_a_reset(Golden golden) {
    for (int cut = 1; cut < golden.octets().length(); cut++) {
      Recorder recorder = new Recorder(golden.answersHead());
      recorder.take(golden.octets().substring(0, cut));
      recorder.reader.reset();
      recorder.broken = false;
      recorder.events.setLength(0);
      recorder.take(golden.octets());
      assertEquals(golden.events(), recorder.events.toString(), "cut at " + cut);
    }
  }
}
