package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.untorn.metrics.Meters.Scrape;
import dev.untorn.origin.Target;
import dev.untorn.origin.Targets;
import dev.untorn.origin.Targets.TargetResult;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/** The responses of the admin server. */
record AdminAnswers(AdminServerSources sources, AdminHosts hosts) {
  /**
   * A loop this late is stuck, not busy. Liveness probes restart the process, so the bound is far
   * above any pause of a collector or a disk.
   */
  static final long LOOP_OVERDUE_MAX_NANOS = Duration.ofSeconds(10).toNanos();

  private static final String VERSIONS = "/versions";
  private static final String PARAMETER = "path=";
  private static final String USAGE =
      "Drops the versions of a path, or of all files below a path that ends in a slash:"
          + " curl -X DELETE 'http://HOST:PORT/versions?path=/folder/'";

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
      </ul>
      """;

  FullHttpResponse answer(HttpRequest request) {
    if (request.decoderResult().isFailure()
        || request.protocolVersion().majorVersion() != 1
        || !request.uri().startsWith("/")) {
      return text(HttpResponseStatus.BAD_REQUEST, "Not HTTP/1.");
    }
    if (!hosts.allows(withoutPort(request.headers().get(HttpHeaderNames.HOST, "")))) {
      return text(
          HttpResponseStatus.MISDIRECTED_REQUEST,
          "This server does not have that host name. If it should, add it to admin.hosts.");
    }
    String[] target = request.uri().split("\\?", 2);
    if (target[0].equals(VERSIONS)) {
      return dropVersions(request.method(), target.length > 1 ? target[1] : "");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      FullHttpResponse refusal = text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.");
      refusal.headers().set("Allow", "GET, HEAD");
      return refusal;
    }
    return switch (target[0]) {
      case "/" -> response(HttpResponseStatus.OK, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
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
    return response(HttpResponseStatus.OK, scrape.contentType(), scrape.text());
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

  /**
   * {@code DELETE /versions?path=/a/b}: drops the stored versions of a file, or, with a slash at
   * the end, of all files of a folder. Current downloads of them continue.
   */
  private FullHttpResponse dropVersions(HttpMethod method, String query) {
    if (!method.equals(HttpMethod.DELETE) || !query.startsWith(PARAMETER)) {
      return text(HttpResponseStatus.BAD_REQUEST, USAGE);
    }
    return switch (Targets.parse(query.substring(PARAMETER.length()), "")) {
      case TargetResult.Valid(Target target) ->
          json(
              HttpResponseStatus.OK,
              "{\"dropped\":%d}".formatted(sources.dropVersions(names(target))));
      case TargetResult.Invalid(int _, String detail) ->
          text(HttpResponseStatus.BAD_REQUEST, detail);
    };
  }

  /** A file's precompressed variants have its path, two slashes and a coding. */
  private static Predicate<String> names(Target target) {
    if (target.path().isEmpty()) {
      return name -> true;
    }
    String below = target.path() + (target.slash() ? "/" : "//");
    return name -> name.startsWith(below) || (!target.slash() && name.equals(target.path()));
  }

  /** Escapes nothing: the values are the program's own. */
  private static FullHttpResponse json(HttpResponseStatus status, String json) {
    return response(status, "application/json", (json + "\n").getBytes(UTF_8));
  }

  private static FullHttpResponse text(HttpResponseStatus status, String sentence) {
    return response(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(UTF_8));
  }

  private static FullHttpResponse response(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set("Content-Type", type)
        .set("Content-Length", body.length)
        .set("Cache-Control", "no-store")
        .set("X-Content-Type-Options", "nosniff")
        .set("Connection", "close");
    return response;
  }
}
