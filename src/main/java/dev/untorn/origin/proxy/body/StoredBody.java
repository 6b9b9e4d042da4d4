package dev.untorn.origin.proxy.body;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.StreamBody;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stored body, perhaps still being filled, that is sent as a stream: because its length is not
 * known yet, or its response is no 200. Workers read it, for one client's event loop.
 */
public final class StoredBody implements StreamBody {
  private static final Logger LOG = LoggerFactory.getLogger(StoredBody.class);

  private static final int PIECE_BYTES = 64 << 10;

  private enum State {
    /** Nothing is under way. */
    IDLE,
    /** The fill gets further. */
    FILLING,
    /** A worker reads. */
    READING,
    CLOSED
  }

  private final LinuxFile file;
  private final CopyProgress progress;
  private final OptionalLong lengthBytes;
  private final Executor workers;
  private final Runnable release;
  private State state = State.IDLE;
  private long sentBytes;
  private @Nullable Piece ready;
  private @Nullable Runnable waiting;

  private StoredBody(
      Body.Sealed body, OptionalLong lengthBytes, Executor workers, Runnable release) {
    this.file = body.file();
    this.progress = body.copyProgress();
    this.lengthBytes = lengthBytes;
    this.workers = workers;
    this.release = release;
  }

  /** {@code release} is called once, when the body is not read any more. */
  public static StreamBody of(
      Body body, OptionalLong lengthBytes, Executor workers, Runnable release) {
    return switch (body) {
      case Body.Memory(ByteBuffer bytes) -> new MemoryBody(bytes, release);
      case Body.Sealed sealed -> new StoredBody(sealed, lengthBytes, workers, release);
      case Body.Leased _, Body.Live _ -> throw new IllegalArgumentException("of a file: " + body);
    };
  }

  @Override
  public OptionalLong lengthBytes() {
    return lengthBytes;
  }

  @Override
  public Piece next() {
    CopyProgress.State filled = progress.state(); // Before the bytes: after its end none is added.
    long availableBytes = progress.availableFrom(0);
    synchronized (this) {
      if (ready instanceof Piece.Bytes(ByteBuf bytes)) {
        Piece piece = ready;
        ready = null;
        sentBytes += bytes.readableBytes();
        return piece;
      }
      if (ready != null || state != State.IDLE) {
        return ready == null ? new Piece.Later() : ready;
      }
      if (sentBytes < availableBytes) {
        state = State.READING;
      } else {
        switch (filled) {
          case COPYING -> state = State.FILLING;
          case PROVED -> ready = new Piece.End();
          case BROKEN -> ready = new Piece.Broken();
        }
      }
    }
    return begin();
  }

  /** Begins what the state says. */
  private Piece begin() {
    Piece end = ready;
    if (end != null) {
      return end;
    }
    if (state == State.FILLING) {
      progress.onAdvance(() -> goOn(State.FILLING, null));
    } else {
      read();
    }
    return new Piece.Later();
  }

  private void read() {
    long from = sentBytes;
    try {
      workers.execute(() -> goOn(State.READING, piece(from)));
    } catch (RejectedExecutionException e) {
      LOG.debug("a response is cut: all workers are busy");
      goOn(State.READING, new Piece.Broken());
    }
  }

  /** Ends a state, with a piece if there is one. */
  private void goOn(State ended, @Nullable Piece piece) {
    Runnable task;
    synchronized (this) {
      if (state == State.CLOSED) {
        task = ended == State.READING ? release : null;
        discard(piece);
      } else {
        state = State.IDLE;
        ready = piece;
        task = waiting;
        waiting = null;
      }
    }
    if (task != null) {
      task.run();
    }
  }

  private Piece piece(long from) {
    int bytes = (int) Math.min(PIECE_BYTES, progress.availableFrom(0) - from);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes);
    try {
      while (direct.hasRemaining()) {
        if (file.pread(direct, from + direct.position()) == 0) {
          throw new IOException("it is shorter than what was written to it");
        }
      }
      return new Piece.Bytes(Unpooled.wrappedBuffer(direct.flip()));
    } catch (IOException e) {
      LOG.warn("a response is cut: {} cannot be read: {}", file.path(), e.getMessage());
      return new Piece.Broken();
    }
  }

  private static void discard(@Nullable Piece piece) {
    if (piece instanceof Piece.Bytes(ByteBuf bytes)) {
      bytes.release();
    }
  }

  @Override
  public void whenReady(Runnable task) {
    synchronized (this) {
      if (ready == null && state != State.IDLE) {
        waiting = task;
        return;
      }
    }
    task.run();
  }

  @Override
  public void close() {
    State before;
    synchronized (this) {
      before = state;
      state = State.CLOSED;
      discard(ready);
      ready = null;
    }
    if (before == State.IDLE || before == State.FILLING) { // Else the worker that reads does it.
      release.run();
    }
  }
}
