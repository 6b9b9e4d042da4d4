package dev.untorn.lab.hazard;

import dev.untorn.lab.hazard.Experiment.ConnectionEnds;
import dev.untorn.lab.hazard.Impossible.NotOffered;
import dev.untorn.lab.hazard.Workspace.TrialFiles;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.mount.Place;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import dev.untorn.linux.lab.KernelPipe;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Carries out the {@link Demonstration}s. */
final class Demonstrations {
  /** Long for a writer, short for somebody who watches. */
  private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  /** Fits a pipe of any size, and every socket. */
  static final int SIZE_BYTES = 64 * 1024;

  private Demonstrations() {}

  /** Keeps pages in a pipe while a writer writes. */
  static Demonstration pagesKept(Place place, Workspace workspace) {
    try (TrialFiles files = workspace.files(SIZE_BYTES);
        LinuxFile file = Impossible.opened("open", RawFile.open(files.file(), Access.READ));
        KernelPipe pipe = KernelPipe.create(Handovers.PIPE_SIZE_BYTES)) {
      return kept(place, files, file, pipe);
    } catch (IOException | NotOffered e) {
      return new Demonstration.NotShown("pages kept in a pipe", String.valueOf(e.getMessage()));
    }
  }

  private static Demonstration kept(Place place, TrialFiles files, LinuxFile file, KernelPipe pipe)
      throws IOException {
    long start = System.nanoTime();
    int filled = 0;
    while (filled < SIZE_BYTES) {
      long taken = pipe.fillFrom(file, filled, SIZE_BYTES - filled);
      if (taken <= 0) {
        throw new IOException("the pipe took only " + filled + " bytes");
      }
      filled += (int) taken;
    }
    Experiment.pause(KEPT_NANOS / 2);
    FutureTask<Changes.Made> writer = Changes.start(Change.PWRITE, files, filled);
    Experiment.pause(KEPT_NANOS / 2);
    boolean writerDone = writer.isDone();
    long keptNanos = System.nanoTime() - start;
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE_BYTES);
    while (buffer.hasRemaining()) {
      pipe.read(buffer);
    }
    long writerNanos = Changes.await(writer, KEPT_NANOS).nanos();
    return writerDone
        ? new Demonstration.PagesKept(
            place, keptNanos, writerNanos, ByteCounts.of(buffer, 0, SIZE_BYTES))
        : new Demonstration.NotShown("pages kept in a pipe", "this kernel made the writer wait");
  }

  /** Gives memory to a connection and changes it after the acknowledgement. */
  static Demonstration giftChanged() {
    try (KernelPipe pipe = KernelPipe.create(Handovers.PIPE_SIZE_BYTES);
        Link loopback = Network.LOOPBACK.open();
        ConnectionEnds connection = ConnectionEnds.over(loopback)) {
      ByteBuffer gift = Workspace.filled(ByteCounts.OLD, SIZE_BYTES);
      TcpSocket sender = connection.sender();
      if (pipe.fillFrom(gift) != SIZE_BYTES || drain(pipe, sender) != SIZE_BYTES) {
        return new Demonstration.NotShown("gift of memory", "pipe or socket took only a part");
      }
      Experiment.settle(sender);
      gift.put(0, Workspace.filled(ByteCounts.NEW, SIZE_BYTES), 0, SIZE_BYTES);
      ByteBuffer received = ByteBuffer.allocateDirect(SIZE_BYTES);
      while (received.hasRemaining()) {
        connection.receiver().receive(received);
      }
      return new Demonstration.GiftChanged(ByteCounts.of(received, 0, SIZE_BYTES));
    } catch (IOException e) {
      return new Demonstration.NotShown("gift of memory", String.valueOf(e.getMessage()));
    }
  }

  private static int drain(KernelPipe pipe, TcpSocket sender) throws IOException {
    int drained = 0;
    for (long moved = 1; drained < SIZE_BYTES && moved > 0; drained += (int) Math.max(0, moved)) {
      moved = pipe.drainTo(sender, SIZE_BYTES - drained);
    }
    return drained;
  }
}
