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
 * name.gz}). A sibling follows the policy of its original.
 *
 * <p>Every file of a compressible type counts as negotiated, even without siblings: otherwise a
 * cache could keep a response without Vary and reuse it after a sibling appeared.
 *
 * @param spa the page for missing paths, except for clients that prefer JSON
 */
record PrecompressedVariants(
    Tree tree, MediaTypes types, Policies policies, boolean offered, Optional<String> spa) {
  /** The file to send, with the original's path and stamp. */
  record Choice(String path, Stamp original, OpenFile source) {}

  /**
   * Chooses what to send for an open file; owns its descriptor, and closes it if a sibling replaces
   * it. A sibling must be a readable regular file and not older than the original.
   *
   * @param acceptable in the client's order of preference; codings after identity are not tried
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
            // No path has two slashes; by its own path, the sibling has another media type.
            String name = path + "//" + coding.token();
            return new Choice(path, original, new OpenFile(name, other, s, coded, policy));
          }
          other.close();
        }
      }
    }
    Representation plain = new Representation(mediaType, Coding.IDENTITY, negotiated, page);
    return new Choice(path, original, new OpenFile(path, file, stat, plain, policy));
  }

  /** Whether a sibling would be preferred for these codings, if there is one. */
  boolean mayBeWanted(String path, List<Coding> acceptable) {
    return !acceptable.isEmpty()
        && acceptable.getFirst() != Coding.IDENTITY
        && isNegotiated(types.of(path));
  }

  private boolean isNegotiated(String mediaType) {
    return offered && MediaTypes.isCompressible(mediaType);
  }

  /** Whether a sibling may replace its original. */
  static boolean isCurrent(Stat sibling, Stat original) {
    return sibling.kind() == Stat.Kind.REGULAR
        && (sibling.mtimeNanos() >= original.mtimeNanos() || hasWholeSecondOf(original, sibling));
  }

  /**
   * Whether a sibling has its original's mtime without the fraction of a second, as brotli and pigz
   * set it. Then its ctime, which no program sets, must show that the original was not written
   * later in that second.
   */
  private static boolean hasWholeSecondOf(Stat original, Stat sibling) {
    long fraction = Math.floorMod(original.mtimeNanos(), TimeUnit.SECONDS.toNanos(1));
    return sibling.mtimeNanos() == original.mtimeNanos() - fraction
        && sibling.ctimeNanos() >= original.mtimeNanos();
  }
}
