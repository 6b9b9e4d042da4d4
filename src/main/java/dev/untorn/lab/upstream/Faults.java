package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Course;
import dev.untorn.lab.upstream.OriginReply.Failure;
import dev.untorn.lab.upstream.OriginReply.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a bad origin makes of a good answer, about every other time. */
final class Faults {
  private static final long STALL_NANOS_MIN = 50_000_000;

  /** Less than clients wait, long enough to be overtaken by others. */
  private static final long STALL_NANOS_MAX = 500_000_000;

  /** A few blocks, so that each says what it is. */
  private static final int EXTRA_BYTES = 8 * BlockPattern.BLOCK_BYTES;

  /** Of a block. */
  private static final int FILLING_BYTE = 100;

  /** One in so many chunked bodies lacks nothing but its end. */
  private static final int ENDLESS_TURNS = 4;

  private static final List<Failure> FAILURES =
      List.of(
          new Failure(""),
          new Failure("HTTP/1.1 200 OK\r\nContent-Len"),
          new Failure("220 ready for something else\r\n"),
          new Failure("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"),
          new Failure("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nsorry"),
          new Failure(
              "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 5\r\n"
                  + "\r\nlater"));

  /** So many of them also answer requests for no body. */
  private static final int BODILESS = 4;

  private final OriginObject object;
  private final RandomGenerator random;

  Faults(OriginObject object, RandomGenerator random) {
    this.object = object;
    this.random = random;
  }

  /** The same reply if the origin behaves well this time. */
  OriginReply of(Answer good, boolean hasBody) {
    if (random.nextBoolean()) {
      return good;
    }
    // A body of one block is not cut: a judge could not tell what is left of it.
    boolean cuttable = hasBody && good.bytes() > BlockPattern.BLOCK_BYTES;
    return switch (object.kind()) {
      case STEADY, SWAP, DATED, WEAK, RETAG, NO_RANGES, COARSE, SAME_TAG -> good;
      case CUT_LENGTH, CUT_CLOSE, S3_VERSIONS, S3_GONE, S3_PLAIN ->
          cuttable ? good.taking(cut(within(good))) : good;
      case CUT_CHUNKED -> cuttable ? good.taking(cut(chunkedEnd(good))) : good;
      case STALL -> cuttable ? good.taking(stall(within(good))) : good;
      case DAMAGED, S3_DAMAGED -> cuttable ? damaged(good) : good;
      case EXTRA -> hasBody ? good.taking(new Course.Extra(EXTRA_BYTES)) : good;
      case SHORT_PARTS ->
          cuttable && good.status() == 206 ? good.until(good.from() + within(good)) : good;
      case ODD_304 -> good.status() == 304 ? odd(good) : good;
      case OTHER_PARTS -> cuttable && good.status() == 206 ? otherPart(good) : good;
      case ERRORS -> failure(hasBody);
      case S3_BUSY -> BucketErrors.busy(random, hasBody);
      case MIRRORED ->
          cuttable && random.nextBoolean() ? good.taking(cut(within(good))) : failure(hasBody);
    };
  }

  private Failure failure(boolean hasBody) {
    return FAILURES.get(random.nextInt(hasBody ? FAILURES.size() : BODILESS));
  }

  /** A later part of the same length, or less of it than was asked for from a later byte on. */
  private Answer otherPart(Answer good) {
    long blocks = Math.max(1, good.bytes() / BlockPattern.BLOCK_BYTES / 2);
    long later = (1 + random.nextLong(blocks)) * BlockPattern.BLOCK_BYTES;
    long length = good.version().lengthBytes();
    long from = Math.min(good.from() + later, length - 1);
    long to = Math.min(random.nextBoolean() ? good.to() + later : good.to(), length);
    if (to <= from) {
      return good;
    }
    List<String> fields = new ArrayList<>(good.fields());
    fields.removeIf(line -> line.startsWith("Content-Range:"));
    fields.add("Content-Range: bytes %d-%d/%d".formatted(from, to - 1, length));
    return good.part(fields, from, to);
  }

  /** Frames whole bodies too as the kind says. */
  Answer framed(Answer good) {
    if (good.status() != 200) {
      return good;
    }
    return switch (object.kind()) {
      case CUT_LENGTH, EXTRA, S3_VERSIONS, S3_GONE, S3_PLAIN, S3_BUSY, S3_DAMAGED ->
          good.framed(Framing.LENGTH);
      case CUT_CHUNKED -> good.framed(Framing.CHUNKED);
      case CUT_CLOSE -> good.framed(Framing.CLOSE);
      case STEADY,
          SWAP,
          DATED,
          WEAK,
          RETAG,
          STALL,
          SHORT_PARTS,
          DAMAGED,
          ODD_304,
          ERRORS,
          MIRRORED,
          NO_RANGES,
          OTHER_PARTS,
          COARSE,
          SAME_TAG ->
          good;
    };
  }

  /** At least a block, less than all. */
  private long within(Answer answer) {
    return BlockPattern.BLOCK_BYTES + random.nextLong(answer.bytes() - BlockPattern.BLOCK_BYTES);
  }

  /** The same with a wrong byte that says nothing of itself: no part of a block's head or tail. */
  private Answer damaged(Answer good) {
    long first = Math.ceilDiv(good.from(), BlockPattern.BLOCK_BYTES);
    long blocks = good.to() / BlockPattern.BLOCK_BYTES - first;
    if (blocks <= 0) {
      return good;
    }
    long block = first + random.nextLong(blocks);
    long at = block * BlockPattern.BLOCK_BYTES + FILLING_BYTE;
    return good.taking(new Course.Damage(at - good.from()));
  }

  private long chunkedEnd(Answer answer) {
    return answer.framing() == Framing.CHUNKED && random.nextInt(ENDLESS_TURNS) == 0
        ? answer.bytes()
        : within(answer);
  }

  private Course cut(long afterBytes) {
    return new Course.Cut(afterBytes, random.nextBoolean());
  }

  private Course stall(long afterBytes) {
    return new Course.Stall(
        afterBytes, random.nextLong(STALL_NANOS_MIN, STALL_NANOS_MAX), random.nextBoolean());
  }

  private Answer odd(Answer confirmation) {
    List<String> fields = new ArrayList<>(confirmation.fields());
    switch (random.nextInt(4)) {
      case 0 -> fields.add("Content-Length: 0");
      case 1 -> fields.add("Content-Length: " + confirmation.version().lengthBytes() / 2);
      case 2 -> fields.add("Content-Range: bytes 0-511/" + confirmation.version().lengthBytes());
      default -> {
        ObjectVersion next = object.version(confirmation.version().number() + 1);
        fields.removeIf(line -> line.startsWith("ETag:"));
        object.tag(next, 0).ifPresent(tag -> fields.add("ETag: " + tag));
      }
    }
    return confirmation.saying(fields);
  }
}
