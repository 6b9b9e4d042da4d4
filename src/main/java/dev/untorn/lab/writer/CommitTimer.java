package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.Commit.Effect;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Records the times of one change. */
final class CommitTimer {
  /** File timestamps may lag by this much. */
  private static final long TICK_MILLIS = 20;

  private final long state;
  private final long beginNanos = System.nanoTime();
  private final long beginSeconds =
      TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis() - TICK_MILLIS);
  private long openWaitNanos;
  private long writtenNanos;
  private Effect effect = Effect.IN_PLACE;

  CommitTimer(long state) {
    this.state = state;
  }

  /** Opens a file and counts the time as the writer's wait. */
  FileChannel open(Path file, OpenOption... how) throws IOException {
    long before = System.nanoTime();
    FileChannel channel = FileChannel.open(file, how);
    openWaitNanos = System.nanoTime() - before;
    return channel;
  }

  /** As {@link #open}, but can also lengthen the file, which a channel cannot. */
  RandomAccessFile openForUpdate(Path file) throws IOException {
    long before = System.nanoTime();
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    openWaitNanos = System.nanoTime() - before;
    return opened;
  }

  /** Adds the wait of an earlier open; for the first change only. */
  void waitedIn(CommitTimer opening) {
    openWaitNanos = opening.openWaitNanos;
    opening.openWaitNanos = 0;
  }

  void written() {
    writtenNanos = System.nanoTime();
  }

  /** The default is in place. */
  void by(Effect other) {
    effect = other;
  }

  /** Call after the last step of the change. */
  Commit committed(Path file) throws IOException {
    long commitNanos = System.nanoTime();
    FileTime mtime = Files.getLastModifiedTime(file);
    FileTime ctime = (FileTime) Objects.requireNonNull(Files.getAttribute(file, "unix:ctime"));
    return new Commit(
        state,
        beginNanos,
        beginSeconds,
        openWaitNanos,
        writtenNanos,
        commitNanos,
        mtime.to(TimeUnit.SECONDS),
        Commit.nanoTimeOf(ctime.to(TimeUnit.NANOSECONDS)),
        effect);
  }
}
