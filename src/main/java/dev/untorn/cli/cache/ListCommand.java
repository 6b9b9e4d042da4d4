package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.origin.object.check.ListedObject;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.text.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code untorn cache DIR list}. A line at a time: there may be millions. */
@Command(
    name = "list",
    header = "List the objects: size, proof, when fetched, last used, and stale; URL, source.",
    description = {
      "",
      "An object is stale as its origin says; rules of a configuration are not known here. Its"
          + " source is named if that is not the origin of its URL."
    },
    customSynopsis = "@|bold untorn cache|@ DIR @|bold list|@",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n")
final class ListCommand extends Reading {
  private static final String LINE = "%9s  %-8s  %-20s  %-20s  %-20s  %s%n";

  ListCommand(CacheCommand cache) {
    super(cache);
  }

  @Override
  int read(StoreReader reader, PrintWriter out) throws IOException {
    out.print(String.format(Locale.ROOT, LINE, "size", "proof", "fetched", "used", "stale", "URL"));
    reader.list(listed -> out.print(line(listed)));
    return ExitCodes.FINE;
  }

  private static String line(ListedObject listed) {
    StoredObject object = listed.object();
    return String.format(
        Locale.ROOT,
        LINE,
        Quantity.size(object.lengthBytes()),
        object.proof(),
        time(listed.fetchedMillis()),
        time(listed.usedMillis()),
        time(listed.freshUntilMillis()),
        Keys.text(object.key() + from(listed)) + reach(listed));
  }

  private static String reach(ListedObject listed) {
    return switch (listed.reach()) {
      case REACHABLE -> "";
      case PURGED -> " (purged)";
      case REPLACED -> " (replaced)";
    };
  }

  private static String from(ListedObject listed) {
    return listed.object().key().startsWith(listed.source()) ? "" : " from " + listed.source();
  }

  private static String time(long millis) {
    return Quantity.time(TimeUnit.MILLISECONDS.toSeconds(millis));
  }
}
