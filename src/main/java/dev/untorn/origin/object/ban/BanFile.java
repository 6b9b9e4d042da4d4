package dev.untorn.origin.object.ban;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.StoreFiles.Durability;
import dev.untorn.origin.object.record.RecordKind;
import dev.untorn.origin.object.record.RecordReader;
import dev.untorn.origin.object.record.RecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bans on the disk.
 *
 * @param last the highest sequence number that a ban ever had
 */
public record BanFile(long last, List<Ban> bans) {
  private static final String PATH = "bans";
  private static final BanFile NONE = new BanFile(0, List.of());

  /** Reads them; {@code IOException} with the remedy if they cannot be understood. */
  public static BanFile read(StoreFiles files) throws IOException {
    Optional<ByteBuffer> record = files.read(PATH);
    return record.isEmpty()
        ? NONE
        : RecordReader.of(RecordKind.BANS, record.get())
            .map(BanFile::read)
            .orElseThrow(() ->
                new IOException(
                    "the file bans is damaged, and says what was purged: remove it together with"
                        + " the directories objects and fills"));
  }

  private static BanFile read(RecordReader values) {
    long last = values.number();
    int count = (int) values.number();
    List<Ban> bans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long sequence = values.number();
      Ban.Kind kind = Ban.Kind.valueOf(values.text());
      bans.add(new Ban(sequence, kind, values.text(), values.number()));
    }
    return new BanFile(last, List.copyOf(bans));
  }

  /** Whether a response to a request from that time is purged. */
  public boolean isBanned(String key, StoredHead head, long sequence) {
    if (sequence >= last || bans.isEmpty()) {
      return false;
    }
    String url = UrlForm.of(key);
    List<String> tags = Ban.tags(head);
    return bans.stream().anyMatch(ban -> ban.sequence() > sequence && ban.matches(url, tags));
  }

  /** Writes them; they are on the disk when this returns. */
  void write(StoreFiles files) throws IOException {
    RecordWriter values = new RecordWriter().number(last).number(bans.size());
    for (Ban ban : bans) {
      values
          .number(ban.sequence())
          .text(ban.kind().name())
          .text(ban.value())
          .number(ban.createdMillis());
    }
    files.replace(PATH, values.record(RecordKind.BANS), Durability.NOW);
    files.directory().syncNames(".");
  }
}
