package dev.untorn.http.h1;

import dev.untorn.testing.MicroBenchmark;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** Reading a request's head: by the parser, and by recognizing it as one read before. */
public class RequestParserBenchmark extends MicroBenchmark {
  private static final int BYTES_MAX = 16 * 1024;

  private static final String TOOL =
      """
      GET /releases/untorn.tar.gz HTTP/1.1\r
      Host: files.example.org\r
      User-Agent: curl/8.5.0\r
      Accept: */*\r
      \r
      """;

  private static final String BROWSER =
      """
      GET /static/app.js?v=17 HTTP/1.1\r
      Host: files.example.org\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
      Accept-Language: en-US,en;q=0.5\r
      Accept-Encoding: gzip, deflate, br, zstd\r
      Referer: https://files.example.org/index.html\r
      Connection: keep-alive\r
      Sec-Fetch-Dest: script\r
      Sec-Fetch-Mode: no-cors\r
      Sec-Fetch-Site: same-origin\r
      If-None-Match: "1a2b3c4d5e6f"\r
      \r
      """;

  private final ByteBuf tool = bytes(TOOL);
  private final ByteBuf browser = bytes(BROWSER);
  private final RequestParser parser = new RequestParser(BYTES_MAX, BYTES_MAX);
  private final RequestHeadCache seen = new RequestHeadCache();

  /** Recognizes the browser's head from now on. */
  public RequestParserBenchmark() {
    seen.remember(browser, 0, (RequestHead) parser.parse(browser));
    browser.readerIndex(0);
  }

  @Benchmark
  public Object parse_tool() {
    return parser.parse(tool.readerIndex(0));
  }

  @Benchmark
  public Object parse_browser() {
    return parser.parse(browser.readerIndex(0));
  }

  @Benchmark
  public Object recognize_browser() {
    RequestHead asked = seen.find(browser.readerIndex(0));
    if (asked == null) {
      throw new IllegalStateException("a head is not recognized");
    }
    return asked;
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
