package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.object.partial.VerifiedParts;
import dev.untorn.origin.object.record.FillSubject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that a former fill began. Its receiver has it alone: it resumes it ({@link
 * ObjectStore#resume}), drops it, or closes it, which keeps it for others. Not thread-safe.
 */
public final class PartialFill implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartialFill.class);

  private enum State {
    CLAIMED,
    RESUMED,
    KEPT,
    DROPPED
  }

  private final FillFiles fills;
  private final String name;
  private final FillSubject subject;
  private final VerifiedParts verified;
  private State state = State.CLAIMED;

  PartialFill(FillFiles fills, String name, FillSubject subject, VerifiedParts verified) {
    this.fills = fills;
    this.name = name;
    this.subject = subject;
    this.verified = verified;
  }

  /** The head under which it was fetched. */
  public StoredHead head() {
    return subject.head();
  }

  /** The strong validator under which its rest may be joined. */
  public String validator() {
    return subject.validator().orElseThrow();
  }

  /** The length of the whole body, if it was announced. */
  public OptionalLong lengthBytes() {
    return subject.lengthBytes();
  }

  /**
   * How many bytes are there from the first one on; they have just been hashed, and are as they
   * were fetched.
   */
  public long bytes() {
    return extents().availableFrom(0);
  }

  /** All bytes that are there, likewise. */
  public Extents extents() {
    return verified.extents();
  }

  /** The last bytes that are there, to be compared with the same ones of the upstream. */
  public ByteBuffer last(int sizeBytes) throws IOException {
    try (LinuxFile file = fills.openForReading(name)) {
      int last = (int) Math.min(bytes(), sizeBytes);
      return FillFile.read(file, bytes() - last, last);
    }
  }

  FillSubject subject() {
    return subject;
  }

  VerifiedParts verified() {
    return verified;
  }

  /** The file, to go on with. */
  FillFile resume(FillSubject resumed) throws IOException {
    FillFile file = fills.resume(name, resumed, verified);
    state = State.RESUMED;
    return file;
  }

  /** Removes it: the object has changed. */
  public void drop() {
    if (state == State.CLAIMED) {
      state = State.DROPPED;
      try {
        var _ = fills.drop(name);
      } catch (KernelException e) {
        LOG.warn("the fill of {} cannot be removed: {}", subject.key(), e.getMessage());
      }
    }
  }

  /** Keeps it to be resumed, unless it was or is dropped. */
  @Override
  public void close() {
    if (state == State.CLAIMED) {
      state = State.KEPT;
      fills.keep(name);
    }
  }
}
