package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.Segment;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Hold;
import java.util.List;

/**
 * A private copy, perhaps still being made. Allows what is already there. The last bytes of the
 * whole wait until it is proved, those of a part until that is. Event loop only.
 */
final class SealedSource implements BodySource, SendGate {
  private static final Answer WAIT = new Answer.Wait();
  private static final Answer CUT = new Answer.Cut(Ending.SEAL_BROKEN);

  private final LinuxFile file;
  private final CopyProgress progress;
  private final CopyProgress.Reader reader;
  private final boolean ofAll;
  private long first;
  private long from;
  private long end;
  private boolean last;

  /** For a body of a version of so many bytes. */
  SealedSource(LinuxFile file, CopyProgress progress, List<Segment> body, long lengthBytes) {
    this.file = file;
    this.progress = progress;
    this.ofAll = sentBytes(body) >= lengthBytes; // Its parts do not overlap.
    this.reader = progress.reader(ofAll);
  }

  private static long sentBytes(List<Segment> body) {
    return body.stream()
        .mapToLong(each -> each instanceof Segment.Slice(var range) ? range.lengthBytes() : 0)
        .sum();
  }

  @Override
  public Answer ask(long from, long end, boolean last) {
    if (end != this.end || from < this.from) { // No two slices end at the same byte.
      this.first = from;
    }
    this.from = from;
    this.end = end;
    this.last = last;
    reader.wants(first, from, end);
    return answer();
  }

  private Answer answer() {
    return switch (progress.state()) {
      case PROVED -> new Answer.SendUntil(end);
      case BROKEN -> isProved() ? new Answer.SendUntil(end) : CUT;
      case COPYING -> {
        long held = last && !isProved() ? end - HELD_BACK_BYTES : end;
        // From the first byte: what is not joined to it may be of another version.
        long allowed = Math.min(progress.availableFrom(first), held);
        yield allowed > from ? new Answer.SendUntil(allowed) : WAIT;
      }
    };
  }

  private boolean isProved() {
    return !ofAll && progress.provedFrom(first) >= end;
  }

  @Override
  public void whenAdvanced(Runnable task) {
    progress.onAdvance(task);
    if (!(answer() instanceof Answer.Wait)) { // It has advanced since, perhaps for the last time.
      task.run();
    }
  }

  @Override
  public LinuxFile file() {
    return file;
  }

  @Override
  public boolean byReference() {
    return true;
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public boolean isTrue() {
    return true;
  }

  @Override
  public void done(Hold hold, boolean handedOverWhole) {
    reader.close();
    hold.close();
  }
}
