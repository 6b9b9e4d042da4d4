package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.AppendResult;
import dev.untorn.origin.object.ExtentWriter;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.proxy.part.RunPlan;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One response that brings consecutive bytes of a body. Where it meets bytes that are there already
 * it compares some of them, and ends. Used by one worker after another.
 */
final class Run implements BodyReceiver {
  /** What a run tells. */
  interface Owner {
    /** Runs a step, which ends the fill if it fails. */
    void onWorker(Run run, Runnable step, Runnable otherwise);

    /** Where something else begins. */
    long limit(Run run);

    void fetched(long bytes);

    /** Whether it is to read on; else it is cancelled, and over. */
    boolean advanced(Run run);

    /** It brought what it had to. */
    void finished(Run run);

    /** Its response has come to its end, as it was announced. */
    void framed(Run run, BodyEnd.Framed end);

    /** Its response has come to its end, without all that was announced. */
    void fellShort(Run run);

    void unframed(Run run);

    void brokeOff(Run run, BodyEnd.Cut how);

    /** It brought other bytes than its origin named. */
    void wrong(Run run, BodyEnd.Wrong how);

    /** It brought other bytes than those that are there. */
    void differs(Run run);

    void notStored(Run run, NotStored why);

    void unreadable(Run run, IOException why);
  }

  private final Owner owner;
  private final RunPlan plan;
  private final ObjectFill fill;
  private final FillSource source;
  private volatile ExtentWriter writer;
  private volatile long announcedEnd;
  private long comparedBytes;

  /**
   * Goes on where the writer is; the source first brings the bytes before it, to be compared. Its
   * last byte is before {@code announcedEnd}, the largest long if nobody knows.
   */
  Run(
      Owner owner,
      RunPlan plan,
      ObjectFill fill,
      FillSource source,
      ExtentWriter writer,
      long announcedEnd) {
    this.owner = owner;
    this.announcedEnd = announcedEnd;
    this.plan = plan;
    this.fill = fill;
    this.source = source;
    this.writer = writer;
  }

  RunPlan plan() {
    return plan;
  }

  FillSource source() {
    return source;
  }

  ExtentWriter writer() {
    return writer;
  }

  /** Another response brings the rest, up to here. */
  void goesOnTo(long end) {
    announcedEnd = end;
    comparedBytes = 0;
  }

  void read() {
    source.read(this);
  }

  @Override
  public void piece(ByteBuf piece) {
    owner.fetched(piece.readableBytes());
    owner.onWorker(this, () -> take(piece), piece::release);
  }

  private void take(ByteBuf piece) {
    try {
      ByteBuffer bytes = FillSource.direct(piece);
      if (!source.goesOnIn(bytes)) {
        source.cancel();
        owner.differs(this);
        return;
      }
      write(bytes);
    } finally {
      piece.release();
    }
  }

  private void write(ByteBuffer bytes) {
    int room = (int) Math.min(bytes.remaining(), owner.limit(this) - writer.at());
    AppendResult appended = append(bytes.slice(bytes.position(), room));
    bytes.position(bytes.position() + room);
    switch (appended) {
      case NotStored why -> {
        source.cancel();
        owner.notStored(this, why);
      }
      case AppendResult.Appended() when bytes.hasRemaining() -> meet(bytes);
      case AppendResult.Appended() -> goOn();
    }
  }

  private AppendResult append(ByteBuffer bytes) {
    return bytes.hasRemaining() ? writer.append(bytes) : new AppendResult.Appended();
  }

  private void goOn() {
    if (owner.advanced(this)) {
      read();
    } else {
      source.cancel();
    }
  }

  /** Something else begins. */
  private void meet(ByteBuffer bytes) {
    long at = writer.at();
    if (at + comparedBytes + bytes.remaining() > announcedEnd) {
      source.cancel();
      owner.brokeOff(this, new BodyEnd.Cut(Outage.BROKEN, "more bytes came than were announced"));
      return;
    }
    switch (plan.kind()) {
      case AGAIN -> passOver(at, bytes);
      case FIRST, WHOLE, PART -> joinTo(at, bytes);
    }
  }

  /** Compares all that is there with what comes, and goes on behind it. */
  private void passOver(long at, ByteBuffer bytes) {
    long end = fill.extents().availableFrom(at);
    if (agrees(at, end - at, bytes)) {
      if (at + comparedBytes == end) {
        settle();
        writer = fill.writer(end);
        comparedBytes = 0;
      }
      write(bytes);
    }
  }

  /** Whether the next bytes are those that are there, up to so many; else the fill is over. */
  private boolean agrees(long at, long neededBytes, ByteBuffer bytes) {
    int again = (int) Math.min(neededBytes - comparedBytes, bytes.remaining());
    if (again <= 0) {
      return true;
    }
    try {
      ByteBuffer there = fill.behind(at + comparedBytes, again);
      if (!there.equals(bytes.slice(bytes.position(), again))) {
        source.cancel();
        owner.differs(this);
        return false;
      }
    } catch (IOException e) {
      source.cancel();
      owner.unreadable(this, e);
      return false;
    }
    comparedBytes += again;
    bytes.position(bytes.position() + again);
    return true;
  }

  /** Compares some bytes of what is there, and ends. */
  private void joinTo(long at, ByteBuffer bytes) {
    int neededBytes = neededBytes(at);
    if (!agrees(at, neededBytes, bytes)) {
      return;
    }
    boolean more = comparedBytes < neededBytes || at + comparedBytes == announcedEnd;
    if (more) {
      goOn(); // Or to its end, so that its connection can be used again.
    } else {
      source.cancel();
      close();
    }
  }

  /** It has brought what it had to. */
  private void close() {
    settle();
    owner.finished(this);
  }

  private void settle() {
    writer.finish();
    if (comparedBytes > 0) {
      fill.join(writer.at());
    }
  }

  /** Fewer than usual only if there are no more, or if nothing but the join is fetched. */
  private int neededBytes(long at) {
    long thereBytes = fill.extents().availableFrom(at) - at;
    boolean enough =
        thereBytes >= Continuation.OVERLAP_BYTES
            || plan.isJoin()
            || fill.extents().settledFrom(at) == at + thereBytes;
    return enough ? (int) Math.min(Continuation.OVERLAP_BYTES, thereBytes) : 0;
  }

  /** Its response has ended; it brought what it announced, or fails. */
  private void framed(BodyEnd.Framed end) {
    if (announcedEnd == Long.MAX_VALUE || isWhole()) {
      owner.framed(this, end);
      close();
    } else {
      owner.fellShort(this);
    }
  }

  private boolean isWhole() {
    return source.isCompared() && writer.at() + comparedBytes == announcedEnd;
  }

  @Override
  public void end(BodyEnd end) {
    Runnable step =
        switch (end) {
          case BodyEnd.Framed framed -> () -> framed(framed);
          case BodyEnd.Unframed _ -> () -> owner.unframed(this);
          case BodyEnd.Cut cut -> () -> owner.brokeOff(this, cut);
          case BodyEnd.Wrong wrong -> () -> owner.wrong(this, wrong);
        };
    owner.onWorker(this, step, () -> {});
  }
}
