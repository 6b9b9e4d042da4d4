package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;

/** Stores to a shared mapping that stays, while the descriptor it was made with is closed. */
final class MappedStores extends WholeFile {
  private final MappedByteBuffer mapping;
  private long openWaitNanos;

  MappedStores(Site site) throws IOException {
    super(site);
    long before = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(site.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      openWaitNanos = System.nanoTime() - before;
      mapping = channel.map(MapMode.READ_WRITE, 0, site.sizeBytes());
    }
  }

  @Override
  void put(ByteBuffer bytes, Site site, CommitTimer timer) {
    timer.waited(openWaitNanos);
    openWaitNanos = 0; // Only its first change waited for anybody.
    for (int at = 0; at < bytes.limit(); at += BlockPattern.BLOCK_BYTES) {
      // In order: a state in the middle is then always a prefix of the new and a suffix of the old.
      mapping.put(at, bytes, at, Math.min(BlockPattern.BLOCK_BYTES, bytes.limit() - at));
      VarHandle.storeStoreFence();
    }
    timer.written();
  }
}
