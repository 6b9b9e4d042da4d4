package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.testing.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;

/** What a hit costs, and what it costs once per stored response. */
public class ReuseBenchmark extends MicroBenchmark {
  private Fields request =
      Fields.of(
          "Host",
          "deb.example",
          "User-Agent",
          "Debian APT-HTTP/1.3 (2.6.1)",
          "Accept",
          "*/*",
          "Connection",
          "keep-alive",
          "If-Modified-Since",
          Heads.DATE);

  private Fields wanting = request.with("Cache-Control", "max-age=600");
  private StoredHead head =
      Heads.stored(
          Heads.response(
              200,
              "Cache-Control",
              "public, max-age=2592000",
              "ETag",
              "\"65f1a-1b2c\"",
              "Last-Modified",
              Heads.date(-100_000),
              "Content-Type",
              "application/x-debian",
              "Content-Length",
              "123456",
              "Server",
              "Apache",
              "Accept-Ranges",
              "bytes"));

  private Expiration expiration = Expiration.of(head, Heads.RULES);

  @Benchmark
  public Object hit() {
    return Reuse.decide(expiration, request, Heads.later(60));
  }

  @Benchmark
  public Object hitWithDirectives() {
    return Reuse.decide(expiration, wanting, Heads.later(60));
  }

  @Benchmark
  public Object fieldsOfFill() {
    return ForwardedFields.ofFill(request);
  }

  @Benchmark
  public Object fieldsOfStored() {
    return ForwardedFields.ofStored(head, 60);
  }

  @Benchmark
  public Object expiration() {
    return Expiration.of(head, Heads.RULES);
  }
}
