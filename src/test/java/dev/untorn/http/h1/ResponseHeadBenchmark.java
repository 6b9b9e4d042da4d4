package dev.untorn.http.h1;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.http.LoopTick;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.semantics.Status;
import dev.untorn.testing.MicroBenchmark;
import dev.untorn.version.Body;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;

/** The head of a response with all of a version: encoded, and at hand. Within one turn. */
public class ResponseHeadBenchmark extends MicroBenchmark {
  private static final int LENGTH_BYTES = 1024;

  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final LoopTick tick = new LoopTick();
  private final ResponseFieldCache fields = new ResponseFieldCache(tick);
  private final ResponseHeadCache ready = new ResponseHeadCache(fields, tick);
  private final Version version =
      new Version(
          new Stamp(1, 2, LENGTH_BYTES, 3, 4, 1),
          LENGTH_BYTES,
          new EntityTag("1a2b3c4d5e6f", false),
          new Representation("text/plain; charset=utf-8", Coding.IDENTITY, true, false),
          new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED),
          LastModified.NONE,
          Proof.LEASED,
          new Body.Memory(ByteBuffer.allocateDirect(LENGTH_BYTES)));

  /** Begins the turn. */
  public ResponseHeadBenchmark() {
    tick.begin();
  }

  @Benchmark
  public int encode() {
    ByteBuf head =
        ResponseHead.own(ResponseHead.buffer(allocator, 0), Status.OK, fields)
            .content(version, version.representation().mediaType(), LENGTH_BYTES)
            .end(true, true);
    int length = head.readableBytes();
    head.release();
    return length;
  }

  @Benchmark
  public Object at_hand() {
    ByteBuffer head = ready.of(version, allocator);
    if (head == null) {
      throw new IllegalStateException("no head is at hand");
    }
    return head;
  }
}
