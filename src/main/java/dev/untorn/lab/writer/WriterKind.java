package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.Rewriting.Passage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The ways to change a file that the lab knows. */
public enum WriterKind {
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

  /** When the writer has the served file open for writing. */
  public enum Exposure {
    WHILE_CHANGING,
    ALWAYS,
    NEVER
  }

  /** Enough that a body shows many states, few enough that what it says stays small. */
  private static final int FLIPPED_LINES = 256;

  /** The first state is nobody's change: it needs no memory for all of it. */
  private static final int BEGIN_STEP_BYTES = 1 << 20;

  private final String label;
  private final String sentence;
  private final Exposure exposure;
  private final boolean benign;

  WriterKind(String label, String sentence, Exposure exposure, boolean benign) {
    this.label = label;
    this.sentence = sentence;
    this.exposure = exposure;
    this.benign = benign;
  }

  /** The name on the command line and in tables. */
  public String label() {
    return label;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /** When the writer has the served file open. */
  public Exposure exposure() {
    return exposure;
  }

  /**
   * Whether it never harms a reader that has the file open: cutting a response is a false alarm.
   */
  public boolean isBenign() {
    return benign;
  }

  /** The states the file passes through. */
  public Course course(Site site) {
    long size = site.sizeBytes();
    return switch (this) {
      case IN_PLACE_STEPS, IN_PLACE_ONCE, HELD_OPEN, MAPPED ->
          new Rewriting(size, size, Passage.OVERWRITTEN);
      case TRUNCATE, UPLOAD -> new Rewriting(size, size, Passage.FROM_EMPTY);
      case RENAME, TOUCH, CHMOD -> new Rewriting(size, size, Passage.AT_ONCE);
      case SHRINK_GROW -> new Rewriting(size, size / 2, Passage.RESIZED);
      case APPEND -> appending(site);
      case FLIP -> flipping(site);
    };
  }

  /** Starts from half the size, grows to all of it. */
  private static Appending appending(Site site) {
    int base = Math.toIntExact(site.sizeBytes() / 2 / BlockPattern.BLOCK_BYTES);
    return new Appending(base, Append.STEP_BLOCKS, base / Append.STEP_BLOCKS);
  }

  private static Flipping flipping(Site site) {
    int blocks = Math.toIntExact(site.sizeBytes() / BlockPattern.BLOCK_BYTES);
    return new Flipping(site.sizeBytes(), Math.min(FLIPPED_LINES, blocks));
  }

  /** Puts state 0 in place, as a new file: writers of earlier runs may still have the old one. */
  public Commit begin(Site site) throws IOException {
    CommitTimer timer = new CommitTimer(0);
    long length = course(site).lengthBytes(0);
    try (Draft draft = new Draft(site.pattern());
        FileChannel channel =
            timer.open(
                site.aside(),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long at = 0; at < length; at += BEGIN_STEP_BYTES) {
        int size = (int) Math.min(BEGIN_STEP_BYTES, length - at);
        Steps.writeAt(channel, draft.part(0, length, at, size), at);
      }
      timer.written();
    }
    Files.move(site.aside(), site.file(), StandardCopyOption.ATOMIC_MOVE);
    return timer.committed(site.file());
  }

  /** The writer, for a file in state 0. */
  public Writer writer(Site site) throws IOException {
    return switch (this) {
      case IN_PLACE_STEPS -> new InPlace(site, Steps.STEP_BYTES);
      case IN_PLACE_ONCE -> new InPlace(site, Integer.MAX_VALUE);
      case HELD_OPEN -> new HeldOpen(site);
      case MAPPED -> new MappedStores(site);
      case TRUNCATE -> new Rewrite(site, Rewrite.Into.TRUNCATED);
      case UPLOAD -> new Rewrite(site, Rewrite.Into.NEW_NAME);
      case RENAME -> new AtomicRename(site);
      case SHRINK_GROW -> new ShrinkGrow(site, course(site));
      case TOUCH -> new MetadataOnly(site, MetadataOnly.Act.TIMES);
      case CHMOD -> new MetadataOnly(site, MetadataOnly.Act.MODE);
      case APPEND -> new Append(site, appending(site));
      case FLIP -> new LineFlip(site, flipping(site));
    };
  }
}
