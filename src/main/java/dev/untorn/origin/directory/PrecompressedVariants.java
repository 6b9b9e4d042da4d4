package dev.untorn.origin.directory;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.MediaTypes;
import dev.untorn.origin.Policies;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Policy;
import dev.untorn.version.Representation;
import dev.untorn.version.Stamp;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Chooses between a file and its precompressed siblings ({@code name.zst}, {@code name.br}, {@code
 * name.gz}).
 *
 * <p>Every file of a compressible type counts as negotiated, whether or not a sibling is there:
 * otherwise a cache could keep an answer without Vary and hand it on after a sibling appeared.
 *
 * <p>A sibling follows the policy of its original, whose place it takes.
 *
 * @param spa the file that answers for missing pages, but not for clients that prefer JSON
 */
record PrecompressedVariants(
    Tree tree, MediaTypes types, Policies policies, boolean offered, Optional<String> spa) {

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * What is to be sent.
   *
   * @param path of the original
   * @param original its stamp, also where the source is a sibling
   */
  record Choice(String path, Stamp original, OpenFile source) {}

  /**
   * What to send for an open file; owns the descriptor given and closes it when it takes a
   * sibling's instead. A sibling is taken if it is a regular file that can be read and is not older
   * than the original.
   *
   * @param acceptable in the client's order of preference; what comes after identity is not tried
   */
  Choice choose(String path, LinuxFile file, Stat stat, List<Coding> acceptable) {
    Stamp original = Stamp.of(stat);
    String mediaType = types.of(path);
    Policy policy = policies.forPath(path);
    boolean negotiated = isNegotiated(mediaType);
    boolean page = spa.isPresent() && spa.get().equals(path);
    if (negotiated) {
      for (Coding coding : acceptable) {
        if (coding == Coding.IDENTITY) {
          break;
        }
        if (tree.open(path + coding.suffix()) instanceof Tree.Node.File(LinuxFile other, Stat s)) {
          if (isCurrent(s, stat)) {
            file.close();
            Representation coded = new Representation(mediaType, coding, true, page);
            return new Choice(
                path, original, new OpenFile(name(path, coding), other, s, coded, policy));
          }
          other.close();
        }
      }
    }
    Representation plain = new Representation(mediaType, Coding.IDENTITY, negotiated, page);
    return new Choice(path, original, new OpenFile(path, file, stat, plain, policy));
  }

  /** Whether a client that accepts these codings would have to be offered a sibling first. */
  boolean mayBeWanted(String path, List<Coding> acceptable) {
    return !acceptable.isEmpty()
        && acceptable.getFirst() != Coding.IDENTITY
        && isNegotiated(types.of(path));
  }

  private boolean isNegotiated(String mediaType) {
    return offered && MediaTypes.isCompressible(mediaType);
  }

  /** Whether a sibling may stand for its original. */
  static boolean isCurrent(Stat sibling, Stat original) {
    return sibling.kind() == Stat.Kind.REGULAR
        && (sibling.mtimeNanos() >= original.mtimeNanos() || hasWholeSecondOf(original, sibling));
  }

  /**
   * Whether a sibling has its original's date without the fraction of a second: brotli and pigz
   * give it to what they make. Then the time when the inode changed, which no program sets, must
   * tell that the original was not written later in that second.
   */
  private static boolean hasWholeSecondOf(Stat original, Stat sibling) {
    long fraction = Math.floorMod(original.mtimeNanos(), NANOS_PER_SECOND);
    return sibling.mtimeNanos() == original.mtimeNanos() - fraction
        && sibling.ctimeNanos() >= original.mtimeNanos();
  }

  /**
   * A sibling's name as a source: the original's path and, after two slashes, which no path has,
   * the coding. The sibling asked for by its own path is another source: its media type differs.
   */
  private static String name(String path, Coding coding) {
    return path + "//" + coding.token();
  }
}
