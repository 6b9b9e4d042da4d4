package dev.untorn.http.accesslog;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a file. Reopens the path within a second after the file was renamed or removed
 * (logrotate), without a signal; until then lines go to the old file, so rotate with {@code
 * delaycompress}. {@code copytruncate} works too. Lines to a named pipe without a reader are lost.
 */
final class AccessLogFile implements AccessLogDevice {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogFile.class);

  /** Soon enough for logrotate, at negligible cost. */
  private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

  /** After this many renames during the open, the file is used until the next check. */
  private static final int OPEN_TRIES_MAX = 3;

  /** S_IFMT and S_IFIFO of stat(2). */
  private static final int FILE_TYPE = 0xF000;

  private static final int FIFO = 0x1000;

  private final Path path;
  private FileChannel channel;
  private Optional<Object> inode = Optional.empty();
  private long checkedNanos = System.nanoTime();
  private volatile boolean reopen;

  AccessLogFile(Path path) throws IOException {
    this.path = path;
    channel = open();
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    long now = System.nanoTime();
    if (reopen || now - checkedNanos >= CHECK_NANOS) {
      reopen = false;
      checkedNanos = now;
      followPath();
    }
    while (lines.hasRemaining()) {
      channel.write(lines);
    }
  }

  @Override
  public void reopen() {
    reopen = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reopens the path if it leads to another file. Keeps the old file if that fails. */
  private void followPath() {
    try {
      if (!inodeAtPath().equals(inode)) {
        FileChannel old = channel;
        channel = open();
        old.close();
      }
    } catch (IOException e) {
      LOG.warn("the access log was moved, and {} cannot be opened: {}", path, e.toString());
    }
  }

  /** Opens the path and reads its inode, which must be the same before and after. */
  private FileChannel open() throws IOException {
    for (int tries = 1; ; tries++) {
      Optional<Object> before = inodeAtPath();
      // A pipe is opened for reading, too: an open for writing alone waits for a reader.
      FileChannel opened =
          isPipe()
              ? FileChannel.open(path, READ, WRITE)
              : FileChannel.open(path, CREATE, WRITE, APPEND);
      try {
        inode = inodeAtPath();
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      // A new file is opened again: it may have been moved meanwhile.
      if (inode.equals(before) || tries == OPEN_TRIES_MAX) {
        return opened;
      }
      opened.close();
    }
  }

  private boolean isPipe() throws IOException {
    try {
      return ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == FIFO;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Optional<Object> inodeAtPath() throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
