package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.origin.object.check.Finding;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.text.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code untorn cache DIR verify}. */
@Command(
    name = "verify",
    header = "Read every object, and compare its bytes with their SHA-256.",
    description = {
      "",
      "What counts as absent is fetched again when it is asked for; a crash may leave some. Bytes"
          + " that are wrong mean that the disk or a program has changed them: drop the object, and"
          + " look after the disk."
    },
    customSynopsis = "@|bold untorn cache|@ DIR @|bold verify|@",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Exit codes|@",
      "  0 nothing is wrong   1 some object has wrong bytes   2 wrong usage, or no cache"
    })
final class VerifyCommand extends Reading {
  VerifyCommand(CacheCommand cache) {
    super(cache);
  }

  /** What has been found so far. */
  private static final class Tally {
    private long sound;
    private long soundBytes;
    private long absent;
    private long wrong;
  }

  @Override
  int read(StoreReader reader, PrintWriter out) throws IOException {
    Tally tally = new Tally();
    reader.verify(finding -> note(finding, tally, out));
    out.println(
        Quantity.count(tally.sound, "object is", "objects are")
            + " sound ("
            + Quantity.size(tally.soundBytes)
            + "), "
            + Quantity.count(tally.absent, "counts", "count")
            + " as absent, "
            + Quantity.count(tally.wrong, "is", "are")
            + " wrong");
    return tally.wrong == 0 ? ExitCodes.FINE : ExitCodes.FAILED;
  }

  private static void note(Finding finding, Tally tally, PrintWriter out) {
    switch (finding) {
      case Finding.Sound(StoredObject object) -> {
        tally.sound++;
        tally.soundBytes += object.lengthBytes();
      }
      case Finding.DamagedRecord(String path) -> {
        tally.absent++;
        out.println("absent: " + path + " is damaged");
      }
      case Finding.NoBody(StoredObject object) -> {
        tally.absent++;
        out.println("absent: " + Keys.text(object.key()) + " has no body, or only a part of it");
      }
      case Finding.WrongBody(StoredObject object) -> {
        tally.wrong++;
        out.println("wrong: " + Keys.text(object.key()) + " (" + object.bodyPath() + ")");
      }
    }
  }
}
