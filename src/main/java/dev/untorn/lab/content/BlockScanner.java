package dev.untorn.lab.content;

import dev.untorn.lab.content.BlockRun.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Classifies the blocks of one body as they arrive. For one thread. */
public final class BlockScanner {
  private final BlockPattern pattern;
  private final long offset;
  private final ByteBuffer block = ByteBuffer.allocate(BlockPattern.BLOCK_BYTES);
  private final ByteBuffer expected = ByteBuffer.allocate(BlockPattern.BLOCK_BYTES);
  private final List<BlockRun> runs = new ArrayList<>();
  private int index;
  private long sizeBytes;

  /** Of the first block, if the body begins within one: its head is missing. */
  private Optional<ByteBuffer> headless = Optional.empty();

  /**
   * A scanner of one body.
   *
   * @param offset in the file of the first byte to come
   */
  public BlockScanner(BlockPattern pattern, long offset) {
    this.pattern = pattern;
    this.offset = offset;
    this.index = Math.toIntExact(offset / BlockPattern.BLOCK_BYTES);
    block.position((int) (offset % BlockPattern.BLOCK_BYTES));
  }

  /** Consumes the buffer. */
  public void accept(ByteBuffer bytes) {
    sizeBytes += bytes.remaining();
    while (bytes.hasRemaining()) {
      int take = Math.min(block.remaining(), bytes.remaining());
      block.put(block.position(), bytes, bytes.position(), take);
      block.position(block.position() + take);
      bytes.position(bytes.position() + take);
      if (!block.hasRemaining()) {
        endBlock();
      }
    }
  }

  /** Call once, at the body's end. */
  public Blocks finish() {
    if (block.position() > 0 && sizeBytes > 0) {
      endBlock();
    }
    return new Blocks(offset, sizeBytes, runs);
  }

  private void endBlock() {
    int size = block.position();
    if (runs.isEmpty() && offset % BlockPattern.BLOCK_BYTES != 0) {
      int begin = (int) (offset % BlockPattern.BLOCK_BYTES);
      headless = Optional.of(ByteBuffer.allocate(size - begin).put(0, block, begin, size - begin));
      runs.add(BlockRun.plain(index, 1, Kind.CLIPPED));
    } else {
      BlockRun run = classify(size);
      if (headless.isPresent() && runs.size() == 1) {
        runs.set(0, headless(headless.get(), run));
        headless = Optional.empty();
      }
      add(run);
    }
    index++;
    block.clear();
  }

  private void add(BlockRun run) {
    if (!runs.isEmpty() && runs.getLast().isContinuedBy(run)) {
      BlockRun last = runs.removeLast();
      runs.add(new BlockRun(last.first(), last.count() + 1, run.kind(), run.version(), run.tail()));
    } else {
      runs.add(run);
    }
  }

  /** The first block without its head: the next one tells the length of the body. */
  private BlockRun headless(ByteBuffer rest, BlockRun next) {
    int first = index - 1;
    int trailer = rest.limit() - BlockPattern.TRAILER_BYTES;
    if (next.kind() != Kind.OF || trailer < 0) {
      return BlockRun.plain(first, 1, Kind.CLIPPED);
    }
    long version = rest.getLong(trailer);
    expected.clear();
    pattern.fill(expected, version, first, block.getLong(BlockPattern.AT_LENGTH));
    expected.position(BlockPattern.BLOCK_BYTES - rest.limit()).limit(BlockPattern.BLOCK_BYTES);
    return expected.equals(rest)
        ? BlockRun.of(first, 1, version)
        : BlockRun.plain(first, 1, Kind.DAMAGED);
  }

  private BlockRun classify(int size) {
    if (size >= BlockPattern.HEADER_BYTES && headerIsOurs()) {
      long version = block.getLong(BlockPattern.AT_VERSION);
      long length = block.getLong(BlockPattern.AT_LENGTH);
      return isUndamaged(version, length, size)
          ? BlockRun.of(index, 1, version)
          : mixture(version, length, size);
    }
    Kind kind =
        size < BlockPattern.HEADER_BYTES
            ? Kind.CLIPPED
            : isZero(0, size) ? Kind.ZERO : mayBeHalfOurs(size) ? Kind.DAMAGED : Kind.FOREIGN;
    return BlockRun.plain(index, 1, kind);
  }

  private boolean headerIsOurs() {
    return block.getInt(0) == BlockPattern.MAGIC
        && block.getInt(BlockPattern.AT_FILE) == pattern.fileId()
        && block.getInt(BlockPattern.AT_INDEX) == index
        && block.getLong(BlockPattern.AT_LENGTH) - (long) index * BlockPattern.BLOCK_BYTES
            >= BlockPattern.BLOCK_BYTES_MIN;
  }

  /** Checks a complete block by its checksum, a clipped one by comparison. */
  private boolean isUndamaged(long version, long length, int size) {
    int own = BlockPattern.blockBytes(index, length);
    if (size == own) {
      return BlockPattern.checksum(block, 0, size) == block.getInt(BlockPattern.AT_CRC);
    }
    return size < own && matchesFor(version, length) >= size;
  }

  private BlockRun mixture(long head, long length, int size) {
    int same = matchesFor(head, length);
    if (isZero(same, size)) {
      return BlockRun.mixed(index, head, BlockRun.NONE);
    }
    if (size == BlockPattern.BLOCK_BYTES) {
      long tail = block.getLong(size - BlockPattern.TRAILER_BYTES);
      expected.clear();
      pattern.fill(expected, tail, index, length);
      int from = size;
      while (from > 0 && expected.get(from - 1) == block.get(from - 1)) {
        from--;
      }
      if (from <= same) {
        return BlockRun.mixed(index, head, tail);
      }
    }
    return BlockRun.plain(index, 1, Kind.DAMAGED);
  }

  /** Counts the leading bytes that equal the version's block. */
  private int matchesFor(long version, long length) {
    expected.clear();
    pattern.fill(expected, version, index, length);
    expected.flip();
    int differs = expected.mismatch(block.duplicate().flip());
    return differs < 0 ? expected.limit() : differs;
  }

  /**
   * Whether the predictable header fields are right or partly zeros, as when a hole is written, or
   * punched, during a copy. A block with a valid checksum belongs elsewhere.
   */
  private boolean mayBeHalfOurs(int size) {
    expected.clear();
    expected.putInt(0, BlockPattern.MAGIC);
    expected.putInt(BlockPattern.AT_FILE, pattern.fileId());
    expected.putInt(BlockPattern.AT_INDEX, index);
    return isRightOrZero(0, BlockPattern.AT_VERSION)
        && isRightOrZero(BlockPattern.AT_INDEX, BlockPattern.AT_CRC)
        && BlockPattern.checksum(block, 0, size) != block.getInt(BlockPattern.AT_CRC);
  }

  private boolean isRightOrZero(int from, int to) {
    return IntStream.range(from, to)
        .allMatch(at -> block.get(at) == 0 || block.get(at) == expected.get(at));
  }

  private boolean isZero(int from, int to) {
    return IntStream.range(from, to).allMatch(at -> block.get(at) == 0);
  }
}
