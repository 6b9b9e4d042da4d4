package dev.untorn.origin.object.partial;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.DigestAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The bytes of a partial file that are as they were written.
 *
 * @param first those from the first byte on
 * @param others stretches behind them, none of which overlap, and where two of them are joined
 */
public record VerifiedParts(VerifiedPrefix first, List<FillLog.Entry> others) {
  private static final int READ_SIZE_BYTES = 256 << 10;

  public static VerifiedParts none() {
    return new VerifiedParts(VerifiedPrefix.none(), List.of());
  }

  /** Reads what was noted of a file, and keeps what has its hash. Blocks. */
  public static VerifiedParts of(LinuxFile file, List<FillLog.Entry> entries) throws IOException {
    VerifiedPrefix first =
        VerifiedPrefix.of(
            file, entries.stream().filter(each -> each.from() == 0 && each.to() > 0).toList());
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE_BYTES);
    return of(first, entries, each -> isSound(file, each, buffer));
  }

  /** What was noted of a file, all of which this process has written. */
  public static VerifiedParts written(VerifiedPrefix first, List<FillLog.Entry> entries)
      throws IOException {
    return of(first, entries, _ -> true);
  }

  private interface Check {
    boolean isSound(FillLog.Entry entry) throws IOException;
  }

  private static VerifiedParts of(VerifiedPrefix first, List<FillLog.Entry> entries, Check check)
      throws IOException {
    NavigableMap<Long, FillLog.Entry> sound = new TreeMap<>();
    for (FillLog.Entry each : entries) {
      if (each.from() >= first.bytes()
          && each.from() > 0
          && each.to() > each.from()
          && isFree(sound, each)
          && check.isSound(each)) {
        sound.put(each.from(), each);
      }
    }
    List<FillLog.Entry> others = new ArrayList<>(sound.values());
    entries.stream().filter(FillLog.Entry::isJoin).forEach(others::add);
    return new VerifiedParts(first, List.copyOf(others));
  }

  private static boolean isFree(NavigableMap<Long, FillLog.Entry> sound, FillLog.Entry entry) {
    var before = sound.lowerEntry(entry.to());
    return before == null || before.getValue().to() <= entry.from();
  }

  private static boolean isSound(LinuxFile file, FillLog.Entry entry, ByteBuffer buffer)
      throws IOException {
    MessageDigest hash = DigestAlgorithm.SHA_256.begin();
    return VerifiedPrefix.update(hash, file, entry.from(), entry.to(), buffer)
        && entry.isOf(hash.digest());
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return first.bytes() == 0 && others.stream().allMatch(FillLog.Entry::isJoin);
  }

  /** The same as extents. */
  public Extents extents() {
    Extents extents = new Extents();
    if (first.bytes() > 0) {
      extents.add(0, first.bytes());
    }
    others.stream()
        .filter(each -> !each.isJoin())
        .forEach(each -> extents.add(each.from(), each.to()));
    others.stream().filter(FillLog.Entry::isJoin).forEach(each -> extents.join(each.from()));
    return extents;
  }
}
