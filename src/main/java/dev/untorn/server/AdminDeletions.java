package dev.untorn.server;

import static dev.untorn.server.AdminResponses.json;
import static dev.untorn.server.AdminResponses.text;

import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import dev.untorn.origin.Target;
import dev.untorn.origin.Targets;
import dev.untorn.origin.Targets.TargetResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Deletions by the admin server. Versions can be made again, so a token is needed for them only if
 * there is one; objects may be gone at their origin, so they cannot be purged without.
 */
record AdminDeletions(AdminServerSources sources, Optional<AdminToken> token) {
  private static final String PARAMETER = "path=";
  private static final String USAGE_OF_VERSIONS =
      "Drops the versions of a path, or of all files below a path that ends in a slash:"
          + " curl -X DELETE 'http://HOST:PORT/versions?path=/folder/'";
  private static final String USAGE_OF_OBJECTS =
      "Purges what is stored of a URL, with path and query as clients request them:"
          + " curl -X DELETE -H 'Authorization: Bearer TOKEN'"
          + " 'http://HOST:PORT/objects?path=/a/b?c=d'; where origins have hosts, with"
          + " 'objects?url=http://deb.example/a/b?c=d'; of all URLs that begin so, with"
          + " 'objects?prefix=/a/'; of all responses with a Cache-Tag or Surrogate-Key, with"
          + " 'objects?tag=release-7'";
  private static final String UNAUTHORIZED =
      "Send the token that is in the file of admin.token-file: -H 'Authorization: Bearer TOKEN'";
  private static final String FORBIDDEN =
      "Nobody may purge objects here. To allow it, write a token into a file, name that with"
          + " admin.token-file, and restart.";

  /**
   * {@code DELETE /versions?path=/a/b}: drops the stored versions of a file, or, with a slash at
   * the end, of all files of a folder. Current downloads of them continue.
   */
  FullHttpResponse versions(HttpRequest request, String query) {
    if (!isDeletion(request, query)) {
      return text(HttpResponseStatus.BAD_REQUEST, USAGE_OF_VERSIONS);
    }
    if (token.isPresent() && !isAuthorized(request)) {
      return unauthorized();
    }
    return switch (Targets.parse(path(query), "")) {
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

  /**
   * {@code DELETE /objects?path=/a/b?c=d}, or {@code ?url=http://deb.example/a/b?c=d}: purges what
   * is stored of a URL; {@code ?prefix=} and {@code ?tag=}: of many.
   */
  CompletionStage<FullHttpResponse> objects(HttpRequest request, String query) {
    Optional<PurgeScope> scope = PurgeQuery.parse(query);
    if (!request.method().equals(HttpMethod.DELETE) || scope.isEmpty()) {
      return now(text(HttpResponseStatus.BAD_REQUEST, USAGE_OF_OBJECTS));
    }
    if (token.isEmpty()) {
      return now(text(HttpResponseStatus.FORBIDDEN, FORBIDDEN));
    }
    if (!isAuthorized(request)) {
      return now(unauthorized());
    }
    return sources.purge(scope.get()).thenApply(AdminDeletions::purged);
  }

  private static FullHttpResponse purged(Purge purge) {
    return switch (purge) {
      case Purge.Done(boolean wasStored, var _) ->
          json(HttpResponseStatus.OK, "{\"purged\":%b}".formatted(wasStored));
      case Purge.Banned(long number, var _) ->
          json(HttpResponseStatus.OK, "{\"ban\":%d}".formatted(number));
      case Purge.TooLong(String reason) ->
          text(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, reason);
      case Purge.Unknown(String reason) ->
          text(HttpResponseStatus.NOT_FOUND, reason + " " + USAGE_OF_OBJECTS);
      case Purge.Unsupported() ->
          text(
              HttpResponseStatus.NOT_FOUND,
              "Files are served here, no objects of an origin. Their versions can be dropped: "
                  + USAGE_OF_VERSIONS);
      case Purge.Failed(String reason) -> text(HttpResponseStatus.SERVICE_UNAVAILABLE, reason);
    };
  }

  private static boolean isDeletion(HttpRequest request, String query) {
    return request.method().equals(HttpMethod.DELETE) && query.startsWith(PARAMETER);
  }

  private static String path(String query) {
    return query.substring(PARAMETER.length());
  }

  private boolean isAuthorized(HttpRequest request) {
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return token.filter(expected -> expected.isIn(authorization)).isPresent();
  }

  private static FullHttpResponse unauthorized() {
    FullHttpResponse response = text(HttpResponseStatus.UNAUTHORIZED, UNAUTHORIZED);
    response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    return response;
  }

  private static CompletionStage<FullHttpResponse> now(FullHttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
