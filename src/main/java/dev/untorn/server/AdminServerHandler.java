package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.untorn.metrics.Scrape;
import dev.untorn.server.AdminAnswer.Status;
import dev.untorn.server.AdminServerSources.Readiness;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/** Answers the admin server's few requests. Thread-safe. */
final class AdminServerHandler {
  /**
   * A loop this late is stuck, not busy. Whoever asks for liveness restarts the process, so the
   * bound is far above any pause of a collector or a disk.
   */
  static final long LOOP_OVERDUE_MAX_NANOS = Duration.ofSeconds(10).toNanos();

  private static final String JSON = "application/json";
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
      <li>/versions: <code>DELETE /versions?path=/folder/</code> drops what is kept of these files
      </ul>
      """;

  private final AdminServerSources sources;
  private final AdminHosts hosts;

  AdminServerHandler(AdminServerSources sources, AdminHosts hosts) {
    this.sources = sources;
    this.hosts = hosts;
  }

  AdminAnswer answer(AdminRequest request) {
    if (!hosts.allows(request.host())) {
      return AdminAnswer.text(
          Status.MISDIRECTED,
          "Asked by a name that is not this server's. If it is, add it to admin.hosts.");
    }
    if (request.path().equals(DropVersions.PATH)) {
      return DropVersions.answer(request, sources);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return AdminAnswer.text(Status.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
    }
    return switch (request.path()) {
      case "/" -> new AdminAnswer(Status.OK, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
      case "/metrics" -> metrics(request.accept());
      case "/health/live" -> live();
      case "/health/ready" -> ready();
      default -> AdminAnswer.text(Status.NOT_FOUND, "Not found.");
    };
  }

  private AdminAnswer metrics(String accept) {
    Scrape scrape = sources.scrape(accept);
    return new AdminAnswer(Status.OK, scrape.contentType(), scrape.text());
  }

  private AdminAnswer live() {
    long overdueNanos = sources.loopOverdueNanos();
    if (overdueNanos <= LOOP_OVERDUE_MAX_NANOS) {
      return json(Status.OK, "live", "");
    }
    return json(
        Status.UNAVAILABLE,
        "stuck",
        "an event loop has not answered for " + Duration.ofNanos(overdueNanos).toSeconds() + " s");
  }

  private AdminAnswer ready() {
    Readiness readiness = sources.readiness();
    String name = readiness.name().toLowerCase(Locale.ROOT);
    return switch (readiness) {
      case SERVING -> json(Status.OK, name, "");
      case STOPPING, SATURATED -> json(Status.UNAVAILABLE, name, readiness.sentence());
    };
  }

  private static AdminAnswer json(Status status, String name, String reason) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", name);
      if (!reason.isEmpty()) {
        json.writeStringField("reason", reason);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return new AdminAnswer(status, JSON, text.toString().getBytes(UTF_8));
  }
}
