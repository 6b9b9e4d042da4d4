package dev.untorn.server;

import static dev.untorn.server.AdminResponses.json;
import static dev.untorn.server.AdminResponses.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.untorn.metrics.Meters.Scrape;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The responses of the admin server. */
record AdminAnswers(AdminServerSources sources, AdminHosts hosts, AdminDeletions deletions) {
  /**
   * A loop this late is stuck, not busy. Liveness probes restart the process, so the bound is far
   * above any pause of a collector or a disk.
   */
  static final long LOOP_OVERDUE_MAX_NANOS = Duration.ofSeconds(10).toNanos();

  private static final String VERSIONS = "/versions";
  private static final String OBJECTS = "/objects";

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
      <li>/versions: <code>DELETE /versions?path=/folder/</code> drops the versions that are kept of these files
      <li>/objects: <code>DELETE /objects?path=/a/b</code> purges what a proxy stored of this URL
      </ul>
      """;

  /** Answers; never blocks. */
  CompletionStage<FullHttpResponse> answer(HttpRequest request) {
    if (request.decoderResult().isFailure()
        || request.protocolVersion().majorVersion() != 1
        || !request.uri().startsWith("/")) {
      return now(text(HttpResponseStatus.BAD_REQUEST, "Not HTTP/1."));
    }
    if (!hosts.allows(withoutPort(request.headers().get(HttpHeaderNames.HOST, "")))) {
      return now(
          text(
              HttpResponseStatus.MISDIRECTED_REQUEST,
              "This server does not have that host name. If it should, add it to admin.hosts."));
    }
    String[] target = request.uri().split("\\?", 2);
    String query = target.length > 1 ? target[1] : "";
    return switch (target[0]) {
      case VERSIONS -> now(deletions.versions(request, query));
      case OBJECTS -> deletions.objects(request, query);
      default -> now(page(request, target[0]));
    };
  }

  private static CompletionStage<FullHttpResponse> now(FullHttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private FullHttpResponse page(HttpRequest request, String path) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      FullHttpResponse refusal = text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
      refusal.headers().set("Allow", "GET, HEAD");
      return refusal;
    }
    return switch (path) {
      case "/" ->
          AdminResponses.of(
              HttpResponseStatus.OK, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
      case "/metrics" -> metrics(request.headers().get(HttpHeaderNames.ACCEPT, ""));
      case "/health/live" -> live();
      case "/health/ready" -> ready();
      default -> text(HttpResponseStatus.NOT_FOUND, "Not found.");
    };
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.lastIndexOf(':');
    return end > 0 ? host.substring(0, end) : host;
  }

  private FullHttpResponse metrics(String accept) {
    Scrape scrape = sources.scrape(accept);
    return AdminResponses.of(HttpResponseStatus.OK, scrape.contentType(), scrape.text());
  }

  private FullHttpResponse live() {
    long overdueNanos = sources.loopOverdueNanos();
    if (overdueNanos <= LOOP_OVERDUE_MAX_NANOS) {
      return json(HttpResponseStatus.OK, "{\"status\":\"live\"}");
    }
    return json(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        "{\"status\":\"stuck\",\"reason\":\"an event loop has not answered for %d s\"}"
            .formatted(Duration.ofNanos(overdueNanos).toSeconds()));
  }

  private FullHttpResponse ready() {
    AdminServerSources.Readiness readiness = sources.readiness();
    String name = readiness.name().toLowerCase(Locale.ROOT);
    return switch (readiness) {
      case SERVING -> json(HttpResponseStatus.OK, "{\"status\":\"%s\"}".formatted(name));
      case STOPPING, SATURATED ->
          json(
              HttpResponseStatus.SERVICE_UNAVAILABLE,
              "{\"status\":\"%s\",\"reason\":\"%s\"}".formatted(name, readiness.sentence()));
    };
  }
}
