package dev.untorn.testing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which bytes of an object were sent, in the order of their requests. */
public final class SentRanges {
  /**
   * So many bytes at each end of a range may be sent again: a proxy compares them where it joins.
   */
  public static final int JOIN_CHECK_BYTES = 4096;

  /**
   * What was sent.
   *
   * @param requests also those without a body
   * @param sentBytes of bodies, as far as the kernel took them
   * @param distinctBytes each byte of a version once
   * @param againBytes those that had been sent before, without the joins' checks
   */
  public record Account(int requests, long sentBytes, long distinctBytes, long againBytes) {
    /** As scripts read it. */
    public String line() {
      return requests + " " + sentBytes + " " + distinctBytes + " " + againBytes;
    }
  }

  /** The bytes of one part of a response; grows while it is sent. */
  static final class Part {
    private final int version;
    private final long from;
    private final AtomicLong sentBytes = new AtomicLong();

    private Part(int version, long from) {
      this.version = version;
      this.from = from;
    }

    /** By the thread that sends it, alone. */
    void sent(long bytes) {
      var _ = sentBytes.addAndGet(bytes);
    }
  }

  /** Disjoint ranges, from start to end. */
  private static final class Union {
    private final TreeMap<Long, Long> ends = new TreeMap<>();
    private long bytes;

    /** How many bytes of a range are in it. */
    private long overlap(long from, long to) {
      long overlap = 0;
      Map.Entry<Long, Long> first = ends.floorEntry(from);
      long start = first == null ? from : first.getKey();
      for (Map.Entry<Long, Long> each :
          ends.subMap(start, true, Math.max(start, to), false).entrySet()) {
        overlap += Math.max(0, Math.min(to, each.getValue()) - Math.max(from, each.getKey()));
      }
      return overlap;
    }

    private void add(long from, long to) {
      bytes += to - from - overlap(from, to);
      long start = from;
      long end = to;
      for (Map.Entry<Long, Long> each = ends.floorEntry(end);
          each != null && each.getValue() >= start;
          each = ends.floorEntry(end)) {
        start = Math.min(start, each.getKey());
        end = Math.max(end, each.getValue());
        ends.remove(each.getKey());
      }
      ends.put(start, end);
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  synchronized void request(String line) {
    requests.add(line);
  }

  synchronized Part part(int version, long from) {
    Part part = new Part(version, from);
    parts.add(part);
    return part;
  }

  /** What each request asked for, in order. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** From and length of all that was sent, in order. */
  public synchronized List<String> ranges() {
    return parts.stream().map(part -> part.from + "+" + part.sentBytes.get()).toList();
  }

  /** Of all up to now. */
  public synchronized Account account() {
    Map<Integer, Union> unions = new TreeMap<>();
    long sent = 0;
    long again = 0;
    for (Part part : parts) {
      long length = part.sentBytes.get();
      if (length > 0) {
        Union union = unions.computeIfAbsent(part.version, _ -> new Union());
        long to = part.from + length;
        long check = Math.min(JOIN_CHECK_BYTES, length / 2);
        sent += length;
        again += union.overlap(part.from + check, to - check);
        union.add(part.from, to);
      }
    }
    long distinct = unions.values().stream().mapToLong(union -> union.bytes).sum();
    return new Account(requests.size(), sent, distinct, again);
  }
}
