package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.origin.object.check.ListedObject;
import dev.untorn.origin.object.check.ListedObject.Reach;
import dev.untorn.origin.object.check.PartialFiles;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.text.Quantity;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** {@code untorn cache DIR stats}. */
@Command(
    name = "stats",
    header = "Count objects and bytes, by what is proved of them.",
    customSynopsis = "@|bold untorn cache|@ DIR @|bold stats|@",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n")
final class StatsCommand extends Reading {
  private static final class Sum {
    private long count;
    private long bytes;

    private void add(long moreBytes) {
      count++;
      bytes += moreBytes;
    }
  }

  StatsCommand(CacheCommand cache) {
    super(cache);
  }

  @Override
  int read(StoreReader reader, PrintWriter out) throws IOException {
    Map<Proof, Sum> byProof = new EnumMap<>(Proof.class);
    Sum unreachable = new Sum();
    reader.list(listed -> sumOf(listed, byProof, unreachable).add(listed.object().lengthBytes()));
    PartialFiles partials = reader.partials();
    Table table = new Table().left("").right("objects").right("bytes");
    byProof.forEach((proof, sum) -> addRow(table, proof.name(), sum.count, sum.bytes));
    addRow(table, "unreachable", unreachable.count, unreachable.bytes);
    addRow(table, "not whole yet", partials.count(), partials.bytes());
    out.print(table.terminal(Ansi.AUTO.enabled()));
    return ExitCodes.FINE;
  }

  private static Sum sumOf(ListedObject listed, Map<Proof, Sum> byProof, Sum unreachable) {
    return listed.reach() == Reach.REACHABLE
        ? byProof.computeIfAbsent(listed.object().proof(), _ -> new Sum())
        : unreachable;
  }

  private static void addRow(Table table, String name, long count, long bytes) {
    table.row().add(name, Tone.BOLD).add(Long.toString(count)).add(Quantity.size(bytes));
  }
}
