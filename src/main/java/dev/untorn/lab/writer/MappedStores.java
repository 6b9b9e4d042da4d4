package dev.untorn.lab.writer;

import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;

/** Stores to a shared mapping that stays, while the descriptor it was made with is closed. */
final class MappedStores implements Writer {
  private final Site site;
  private final MappedByteBuffer mapping;
  private ByteBuffer body = ByteBuffer.allocate(0);
  private long openWaitNanos;

  MappedStores(Site site) throws IOException {
    this.site = site;
    long before = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(site.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      openWaitNanos = System.nanoTime() - before;
      mapping = channel.map(MapMode.READ_WRITE, 0, site.sizeBytes());
    }
  }

  @Override
  public void prepare(long state) {
    body = site.pattern().body(state, site.sizeBytes());
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    for (int at = 0; at < body.limit(); at += Pattern.BLOCK_BYTES) {
      // In order: a state in the middle is then always a prefix of the new and a suffix of the old.
      mapping.put(at, body, at, Math.min(Pattern.BLOCK_BYTES, body.limit() - at));
      VarHandle.storeStoreFence();
    }
    timer.written();
    Commit commit = timer.committed(site.file());
    long wait = openWaitNanos;
    openWaitNanos = 0;
    return new Commit(
        commit.state(),
        commit.beginNanos(),
        commit.beginSeconds(),
        wait,
        commit.writtenNanos(),
        commit.commitNanos(),
        commit.mtimeSeconds(),
        commit.stampedNanos(),
        commit.way());
  }
}
