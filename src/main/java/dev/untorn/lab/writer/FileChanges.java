package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit.Effect;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

final class FileChanges {
  /** About what cp, rsync and other programs with large buffers write at a time. */
  private static final int STEP_BYTES = 64 * 1024;

  private FileChanges() {}

  static FileChange of(WriterKind kind, LabFile file) throws IOException {
    return switch (kind) {
      case IN_PLACE_STEPS, FLIP -> inPlace(file, STEP_BYTES);
      case IN_PLACE_ONCE -> inPlace(file, Integer.MAX_VALUE);
      case HELD_OPEN -> heldOpen(file);
      case MAPPED -> mappedStores(file);
      case TRUNCATE -> rewrite(file, StandardOpenOption.TRUNCATE_EXISTING, 0);
      case UPLOAD -> upload(file);
      case RENAME -> replace(file);
      case APPEND -> append(file);
      case SHRINK_GROW -> resize(file);
      case TOUCH ->
          onInode(file, path -> Files.setLastModifiedTime(path, FileTime.from(Instant.now())));
      case CHMOD -> onInode(file, FileChanges::toggleExecutable);
    };
  }

  /** Overwrites part or all of the file without truncating it, as rsync --inplace. */
  private static FileChange inPlace(LabFile file, int stepBytes) {
    return overwriting(file, stepBytes, 0, StandardOpenOption.WRITE);
  }

  private static FileChange overwriting(
      LabFile file, int stepBytes, long pauseNanos, OpenOption... how) {
    return (bytes, offset, timer) -> {
      try (FileChannel channel = timer.open(file.path(), how)) {
        write(channel, bytes, offset, stepBytes, pauseNanos);
        timer.written();
      }
    };
  }

  /** Truncates the inode and rewrites it: shell redirection, and "save" in most programs. */
  private static FileChange rewrite(LabFile file, StandardOpenOption how, long pauseNanos) {
    return overwriting(file, STEP_BYTES, pauseNanos, StandardOpenOption.WRITE, how);
  }

  /** Writes a new inode under the final name, with pauses: cp, scp, uploads. */
  private static FileChange upload(LabFile file) {
    FileChange create = rewrite(file, StandardOpenOption.CREATE_NEW, file.stepPauseNanos());
    return (bytes, offset, timer) -> {
      timer.by(Effect.NEW_FILE);
      Files.delete(file.path());
      create.make(bytes, offset, timer);
    };
  }

  /** Writes a new file and renames it over the old one: the recommended way. */
  private static FileChange replace(LabFile file) {
    return (bytes, offset, timer) -> {
      timer.by(Effect.RENAMED_OVER);
      try (FileChannel channel =
          FileChannel.open(file.aside(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        write(channel, bytes, 0, STEP_BYTES, 0);
      }
      timer.written();
      Files.move(file.aside(), file.path(), StandardCopyOption.ATOMIC_MOVE);
    };
  }

  /** Appends lines in one call; a full log is replaced by rename. */
  private static FileChange append(LabFile file) {
    FileChange begin = replace(file);
    FileChange add = inPlace(file, Integer.MAX_VALUE);
    return (bytes, offset, timer) -> (offset == 0 ? begin : add).make(bytes, offset, timer);
  }

  /** Sets the new length, then overwrites. */
  private static FileChange resize(LabFile file) {
    return (bytes, offset, timer) -> {
      try (RandomAccessFile open = timer.openForUpdate(file.path())) {
        open.setLength(bytes.remaining());
        write(open.getChannel(), bytes, 0, STEP_BYTES, 0);
        timer.written();
      }
    };
  }

  private interface Step {
    void on(Path file) throws IOException;
  }

  /** Changes metadata only. */
  private static FileChange onInode(LabFile file, Step step) {
    return (bytes, offset, timer) -> {
      step.on(file.path());
      timer.written();
    };
  }

  private static void toggleExecutable(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!mode.remove(PosixFilePermission.OWNER_EXECUTE)) {
      mode.add(PosixFilePermission.OWNER_EXECUTE);
    }
    Files.setPosixFilePermissions(file, mode);
  }

  /** One call per step, unless the kernel takes less. */
  static void write(FileChannel to, ByteBuffer bytes, long offset, int stepBytes, long pauseNanos)
      throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(bytes.position() + Math.min(end - bytes.position(), stepBytes));
      while (bytes.hasRemaining()) {
        to.write(bytes, offset + bytes.position());
      }
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
  }

  /** Overwrites in place through a descriptor that stays open: databases, disk images. */
  private static FileChange heldOpen(LabFile file) throws IOException {
    CommitTimer opening = new CommitTimer(0);
    FileChannel channel = opening.open(file.path(), StandardOpenOption.WRITE);
    return new FileChange() {
      @Override
      public void make(ByteBuffer bytes, long offset, CommitTimer timer) throws IOException {
        timer.waitedIn(opening);
        write(channel, bytes, 0, STEP_BYTES, 0);
        timer.written();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Stores to a shared mapping whose descriptor is closed. */
  private static FileChange mappedStores(LabFile file) throws IOException {
    CommitTimer opening = new CommitTimer(0);
    MappedByteBuffer mapping;
    try (FileChannel channel =
        opening.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      mapping = channel.map(MapMode.READ_WRITE, 0, file.sizeBytes());
    }
    return (bytes, offset, timer) -> {
      timer.waitedIn(opening);
      for (int at = 0; at < bytes.limit(); at += BlockPattern.BLOCK_BYTES) {
        // In order: each intermediate state is a prefix of the new and a suffix of the old.
        mapping.put(at, bytes, at, Math.min(BlockPattern.BLOCK_BYTES, bytes.limit() - at));
        VarHandle.storeStoreFence();
      }
      timer.written();
    };
  }

  /** How a writer changes its file. */
  @FunctionalInterface
  interface FileChange {
    /**
     * Writes bytes at an offset (0 for a whole version), and tells the timer when the last was
     * written.
     */
    void make(ByteBuffer bytes, long offset, CommitTimer timer) throws IOException;

    default void close() throws IOException {}
  }
}
