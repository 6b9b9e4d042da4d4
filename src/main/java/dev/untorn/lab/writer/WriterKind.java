package dev.untorn.lab.writer;

import dev.untorn.lab.Explained;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.Rewriting.Transition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The ways to change a file that the lab knows. */
public enum WriterKind implements Explained {
  IN_PLACE_STEPS("steps", "overwrites in place, 64 KiB at a time", Exposure.WHILE_CHANGING, false),
  IN_PLACE_ONCE("once", "overwrites in place by one call", Exposure.WHILE_CHANGING, false),
  HELD_OPEN(
      "open", "overwrites in place through a descriptor that stays open", Exposure.ALWAYS, false),
  MAPPED("mmap", "stores to a mapping, its descriptor closed", Exposure.ALWAYS, false),
  TRUNCATE("truncate", "truncates and rewrites", Exposure.WHILE_CHANGING, false),
  APPEND("append", "appends, and rotates by rename", Exposure.WHILE_CHANGING, true),
  SHRINK_GROW("resize", "sets another length and overwrites", Exposure.WHILE_CHANGING, false),
  RENAME("rename", "writes aside and renames over", Exposure.NEVER, true),
  FLIP("flip", "changes one line, at high rate", Exposure.WHILE_CHANGING, false),
  TOUCH("touch", "sets the times only", Exposure.NEVER, true),
  CHMOD("chmod", "changes the mode only", Exposure.NEVER, true),
  UPLOAD("upload", "uploads slowly to a new name", Exposure.WHILE_CHANGING, false);

  public enum Exposure {
    WHILE_CHANGING,
    ALWAYS,
    NEVER
  }

  /** Enough that a body shows many states, few enough to keep its block runs few. */
  private static final int FLIPPED_LINES = 256;

  /** One page of lines at a time. */
  private static final int APPENDED_BLOCKS = 4096 / BlockPattern.BLOCK_BYTES;

  /** Writes state 0 in pieces: it need not fit in memory. */
  private static final int BEGIN_STEP_BYTES = 1 << 20;

  private final String term;
  private final Exposure exposure;
  private final boolean benign;

  WriterKind(String label, String sentence, Exposure exposure, boolean benign) {
    this.term = Explained.term(label, sentence);
    this.exposure = exposure;
    this.benign = benign;
  }

  @Override
  public String term() {
    return term;
  }

  /** When the served file is open for writing. */
  public Exposure exposure() {
    return exposure;
  }

  /**
   * Whether readers that have the file open are never harmed: cutting their response is a false
   * alarm.
   */
  public boolean isBenign() {
    return benign;
  }

  /** Otherwise the file stays in state 0. */
  boolean changesBytes() {
    return this != TOUCH && this != CHMOD;
  }

  public StateModel model(LabFile file) {
    long size = file.sizeBytes();
    int blocks = Math.toIntExact(size / BlockPattern.BLOCK_BYTES);
    return switch (this) {
      case IN_PLACE_STEPS, IN_PLACE_ONCE, HELD_OPEN, MAPPED ->
          new Rewriting(size, size, Transition.OVERWRITTEN);
      case TRUNCATE, UPLOAD -> new Rewriting(size, size, Transition.FROM_EMPTY);
      case RENAME, TOUCH, CHMOD -> new Rewriting(size, size, Transition.AT_ONCE);
      case SHRINK_GROW -> new Rewriting(size, size / 2, Transition.RESIZED);
      // Grows from half the size to all of it.
      case APPEND -> new Appending(blocks / 2, APPENDED_BLOCKS, blocks / 2 / APPENDED_BLOCKS);
      case FLIP -> new Flipping(size, Math.min(FLIPPED_LINES, blocks));
    };
  }

  /** Creates state 0 as a new file: writers of earlier cells may still have the old one open. */
  public Commit begin(LabFile file) throws IOException {
    CommitTimer timer = new CommitTimer(0);
    long length = model(file).lengthBytes(0);
    try (VersionBuffer buffer = new VersionBuffer(file.pattern());
        FileChannel channel =
            timer.open(
                file.aside(),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long at = 0; at < length; at += BEGIN_STEP_BYTES) {
        int size = (int) Math.min(BEGIN_STEP_BYTES, length - at);
        FileChanges.write(channel, buffer.part(0, length, at, size), at, size, 0);
      }
      timer.written();
    }
    Files.move(file.aside(), file.path(), StandardCopyOption.ATOMIC_MOVE);
    return timer.committed(file.path());
  }

  /** The file must be in state 0. */
  public Writer writer(LabFile file) throws IOException {
    return new Writer(this, file);
  }
}
