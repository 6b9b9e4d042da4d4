package dev.untorn.lab.run;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.Writer;
import dev.untorn.lab.writer.WriterKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Changes a file until stopped, with pauses by its duty cycle. */
public final class WriterThread {
  /** At most a thousand changes per second: a high rate that leaves time for readers. */
  private static final long PAUSE_NANOS_MIN = 1_000_000;

  private final WriterKind kind;
  private final LabFile file;
  private final double duty;
  private final List<Commit> commits = new ArrayList<>();
  private final Thread thread;
  private volatile boolean mayGoOn = true;
  private volatile Optional<String> failure = Optional.empty();

  /**
   * Does not start it.
   *
   * @param duty fraction of the time that it works, above 0 and at most 1
   */
  public WriterThread(WriterKind kind, LabFile file, double duty) {
    this.kind = kind;
    this.file = file;
    this.duty = duty;
    thread = Thread.ofPlatform().daemon().name("lab-writer").unstarted(this::work);
  }

  public void prepare() throws IOException {
    commits.add(kind.begin(file));
  }

  public void start() {
    thread.start();
  }

  /** Lets the current change finish. */
  public void stop() throws InterruptedException {
    mayGoOn = false;
    thread.join();
  }

  /** Call after {@link #stop}. */
  List<Commit> commits() {
    return commits;
  }

  /** What ended it early, as soon as that happened. */
  public Optional<String> failure() {
    return failure;
  }

  private void work() {
    try (Writer writer = kind.writer(file)) {
      for (long state = 1; mayGoOn; state++) {
        writer.prepare(state);
        long begin = System.nanoTime();
        commits.add(writer.change(state));
        long busy = System.nanoTime() - begin;
        long pause = (long) (busy * (1 - duty) / duty);
        LockSupport.parkNanos(Math.max(PAUSE_NANOS_MIN, pause));
      }
    } catch (Throwable e) {
      // Errors too: a cell without a working writer proves nothing.
      failure = Optional.of("the writer failed: " + e);
    }
  }
}
