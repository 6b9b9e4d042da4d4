package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.untorn.metrics.Scrape;
import dev.untorn.server.AdminServerSources.Readiness;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;

/** Answers the admin server's few requests. Thread-safe. */
final class AdminServerHandler implements HttpHandler {
  /**
   * A loop this late is stuck, not busy. Whoever asks for liveness restarts the process, so the
   * bound is far above any pause of a collector or a disk.
   */
  static final long LOOP_OVERDUE_MAX_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <title>Untorn: admin</title>
      <style>body { font: 1rem/1.6 system-ui, sans-serif; margin: 2rem }</style>
      <h1>Untorn</h1>
      <ul>
      <li><a href="/metrics">/metrics</a>: all meters, for Prometheus
      <li><a href="/health/live">/health/live</a>: whether its event loops answer
      <li><a href="/health/ready">/health/ready</a>: whether requests should be sent to it
      </ul>
      """;

  private final AdminServerSources sources;

  AdminServerHandler(AdminServerSources sources) {
    this.sources = sources;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, METHOD_NOT_ALLOWED, TEXT, "Only GET and HEAD.\n".getBytes(UTF_8));
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> answer(exchange, OK, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
        case "/metrics" -> metrics(exchange);
        case "/health/live" -> live(exchange);
        case "/health/ready" -> ready(exchange);
        default -> answer(exchange, NOT_FOUND, TEXT, "Not found.\n".getBytes(UTF_8));
      }
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    Scrape scrape = sources.scrape(accept == null ? "" : accept);
    answer(exchange, OK, scrape.contentType(), scrape.text());
  }

  private void live(HttpExchange exchange) throws IOException {
    long overdueNanos = sources.loopOverdueNanos();
    if (overdueNanos <= LOOP_OVERDUE_MAX_NANOS) {
      answer(exchange, OK, JSON, json("live", ""));
    } else {
      String reason =
          "an event loop has not answered for " + Duration.ofNanos(overdueNanos).toSeconds() + " s";
      answer(exchange, UNAVAILABLE, JSON, json("stuck", reason));
    }
  }

  private void ready(HttpExchange exchange) throws IOException {
    Readiness readiness = sources.readiness();
    int status =
        switch (readiness) {
          case SERVING -> OK;
          case STOPPING, SATURATED -> UNAVAILABLE;
        };
    String name = readiness.name().toLowerCase(Locale.ROOT);
    answer(exchange, status, JSON, json(name, status == OK ? "" : readiness.sentence()));
  }

  private static byte[] json(String status, String reason) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", status);
      if (!reason.isEmpty()) {
        json.writeStringField("reason", reason);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers fields = exchange.getResponseHeaders();
    fields.set("Content-Type", type);
    fields.set("Cache-Control", "no-store");
    fields.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
