package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.HelpOption;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.text.Quantity;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code untorn cache DIR drop}. */
@Command(
    name = "drop",
    header = "Remove the objects whose URL matches. Not while a server uses the cache.",
    customSynopsis = "@|bold untorn cache|@ DIR @|bold drop|@ PATTERN",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  untorn cache DIR drop https://deb.example/debian/dists/sid/InRelease",
      "  untorn cache DIR drop 'https://deb.example/debian/dists/*'"
    })
final class DropCommand extends HelpOption implements Callable<Integer> {
  /** It must not evict anything by itself. */
  private static final StoreBounds UNBOUNDED = new StoreBounds(Long.MAX_VALUE, 0);

  /** What may stand between a shell's quotes as it is. */
  private static final Pattern ONE_URL = Pattern.compile("https?://[!-~&&[^*']]+");

  private final CacheCommand cache;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATTERN",
      description = "a whole URL; * is any characters, with slashes and question marks")
  private String pattern = "";

  DropCommand(CacheCommand cache) {
    this.cache = cache;
  }

  @Override
  public Integer call() {
    return switch (StoreReader.open(cache.directory())) {
      case StoreReader.Opening.Refused(String problem) -> refuse(problem, ExitCodes.USAGE);
      case StoreReader.Opening.Done(StoreReader reader) -> {
        try (reader) {
          yield drop(reader);
        } catch (IOException e) {
          yield refuse("not all could be removed: " + Reason.of(e), ExitCodes.FAILED);
        }
      }
    };
  }

  private int drop(StoreReader reader) throws IOException {
    return switch (ObjectStore.open(cache.directory(), UNBOUNDED, _ -> {})) {
      case ObjectStore.Opening.Refused(String problem) -> refuse(problem, ExitCodes.USAGE);
      case ObjectStore.Opening.InUse() ->
          refuse(
              """
              %s is in use by a server, so nothing is removed. End it first.
              Or purge URLs one by one while it runs, if it has admin.token-file:
                curl -X DELETE -H "Authorization: Bearer $(cat TOKEN-FILE)" \\
                    'http://127.0.0.1:9464/objects?url=%s'\
              """
                  .formatted(
                      cache.directory(), ONE_URL.matcher(pattern).matches() ? pattern : "URL"),
              ExitCodes.USAGE);
      case ObjectStore.Opening.Done(ObjectStore store) -> {
        try (store) {
          yield drop(store, reader);
        }
      }
    };
  }

  private int drop(ObjectStore store, StoreReader reader) throws IOException {
    Predicate<String> matches = Keys.matching(pattern);
    List<StoredObject> matching = new ArrayList<>();
    reader.list(listed -> {
      if (matches.test(listed.object().key())) {
        matching.add(listed.object());
      }
    });
    for (StoredObject object : matching) {
      var _ = store.purge(object.key()); // Also its partial bodies.
      store.drop(object);
    }
    long bytes = matching.stream().mapToLong(StoredObject::lengthBytes).sum();
    spec.commandLine()
        .getOut()
        .println(
            Quantity.count(matching.size(), "object", "objects")
                + " removed ("
                + Quantity.size(bytes)
                + ")");
    return ExitCodes.FINE;
  }

  private int refuse(String problem, int exitCode) {
    spec.commandLine().getErr().println("untorn: " + problem);
    return exitCode;
  }
}
