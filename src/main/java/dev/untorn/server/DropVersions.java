package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.untorn.origin.Target;
import dev.untorn.origin.Targets;
import dev.untorn.origin.Targets.TargetResult;
import dev.untorn.server.AdminAnswer.Status;
import java.util.function.Predicate;

/**
 * {@code DELETE /versions?path=/a/b}: an operator drops what the server keeps of a file, or, with a
 * slash at the end, of all files of a folder. Whoever downloads one of them now gets the rest.
 */
final class DropVersions {
  static final String PATH = "/versions";

  private static final String PARAMETER = "path=";

  private static final String USAGE =
      "Drops the versions of a path, or of all files below a path that ends in a slash:"
          + " curl -X DELETE 'http://HOST:PORT/versions?path=/folder/'";

  private DropVersions() {}

  static AdminAnswer answer(AdminRequest request, AdminServerSources sources) {
    if (!request.method().equals("DELETE") || !request.query().startsWith(PARAMETER)) {
      return AdminAnswer.text(Status.BAD_REQUEST, USAGE);
    }
    return switch (Targets.parse(request.query().substring(PARAMETER.length()), "")) {
      case TargetResult.Valid(Target target) -> {
        int dropped = sources.dropVersions(names(target));
        yield new AdminAnswer(
            Status.OK, "application/json", "{\"dropped\":%d}\n".formatted(dropped).getBytes(UTF_8));
      }
      case TargetResult.Invalid(int _, String detail) ->
          AdminAnswer.text(Status.BAD_REQUEST, detail);
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
}
