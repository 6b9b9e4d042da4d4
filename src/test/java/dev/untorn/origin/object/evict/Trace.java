package dev.untorn.origin.object.evict;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Requests for objects. Keys count from 0.
 *
 * @param keys one for each request
 * @param sizes the bytes of each key's object
 */
public record Trace(List<Integer> keys, List<Long> sizes) {
  private static final int ORACLE_ENTRY_BYTES = 24;

  /** Makes a trace from keys of any kind. */
  private static final class Builder {
    private final Map<Object, Integer> known = new HashMap<>();
    private final List<Integer> keys = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    private void add(Object key, long sizeBytes) {
      Integer number = known.putIfAbsent(key, sizes.size());
      if (number == null) {
        sizes.add(Math.max(1, sizeBytes));
      }
      keys.add(known.get(key));
    }

    private Trace trace() {
      return new Trace(List.copyOf(keys), List.copyOf(sizes));
    }
  }

  /** The bytes of all objects. */
  public long footprintBytes() {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Reads a published trace: of libCacheSim ({@code .oracleGeneral.bin}), of AdaptSize (lines of
   * time, key and size), or of numbers without sizes, in lines or of 32 bits ({@code .ints}).
   */
  static Trace read(Path file) throws IOException {
    Builder builder = new Builder();
    String name = file.toString();
    if (name.endsWith(".bin")) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at + ORACLE_ENTRY_BYTES <= bytes.limit(); at += ORACLE_ENTRY_BYTES) {
        builder.add(bytes.getLong(at + 4), bytes.getInt(at + 12));
      }
    } else if (name.endsWith(".ints")) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      while (bytes.remaining() >= Integer.BYTES) {
        builder.add(bytes.getInt(), 1);
      }
    } else {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+", -1);
        builder.add(
            words.length > 1 ? words[1] : words[0],
            words.length > 2 ? Long.parseLong(words[2]) : 1);
      }
    }
    return builder.trace();
  }

  /**
   * A mirror: objects of very unequal size, some of which are wanted far more often than others;
   * what is new is wanted most. Now and then a client reads very many objects once.
   *
   * @param objects that are wanted at a time
   * @param medianBytes of their sizes, of which one in forty is fifty times as large
   */
  public static Trace mirror(long seed, int requests, int objects, double skew, long medianBytes) {
    Random random = new Random(seed);
    double[] sums = new double[objects];
    double sum = 0;
    for (int rank = 0; rank < objects; rank++) {
      sum += Math.pow(rank + 1, -skew);
      sums[rank] = sum;
    }
    Builder builder = new Builder();
    int scanned = 0;
    for (int i = 0; i < requests; i++) {
      boolean scans = i / (requests / 10) % 3 == 1 && random.nextBoolean();
      int found = rank(sums, random.nextDouble() * sum);
      int released = i / 50; // One new object in 50 requests.
      Object key = scans ? -1 - scanned++ : released - found + objects;
      builder.add(key, size(key.hashCode() ^ seed, medianBytes));
    }
    return builder.trace();
  }

  private static int rank(double[] sums, double at) {
    int found = Arrays.binarySearch(sums, at);
    return Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
  }

  private static long size(long seed, long medianBytes) {
    double deviation = new Random(seed * 0x9e37_79b9_7f4a_7c15L).nextGaussian();
    return (long) Math.clamp(medianBytes * Math.exp(2 * deviation), 300, medianBytes * 1000.0);
  }
}
