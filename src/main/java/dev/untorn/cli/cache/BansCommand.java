package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.text.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code untorn cache DIR bans}. */
@Command(
    name = "bans",
    header = "List the purges by prefix and tag that still have something to remove.",
    customSynopsis = "@|bold untorn cache|@ DIR @|bold bans|@",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n")
final class BansCommand extends Reading {
  private static final String LINE = "%-20s  %-13s  %-6s  %s%n";

  BansCommand(CacheCommand cache) {
    super(cache);
  }

  @Override
  int read(StoreReader reader, PrintWriter out) throws IOException {
    out.print(String.format(Locale.ROOT, LINE, "purged", "ban", "by", "value"));
    reader.bans().forEach(ban -> out.print(line(ban)));
    return ExitCodes.FINE;
  }

  private static String line(Ban ban) {
    return String.format(
        Locale.ROOT,
        LINE,
        Quantity.time(TimeUnit.MILLISECONDS.toSeconds(ban.createdMillis())),
        ban.sequence(),
        ban.kind().name().toLowerCase(Locale.ROOT),
        Keys.text(ban.value()));
  }
}
