package dev.untorn.origin.directory;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.CachedResolution;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Representation;
import dev.untorn.version.Stamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which inode each path led to, and confirms by stat alone that it still does: the way of
 * a hot file, without opening anything. Thread-safe.
 *
 * <p>The stat follows symlinks without asking whether they stay beneath the root. That is sound,
 * because it only ever says yes to an inode that {@link Tree} reached beneath the root by this very
 * path, in the state it had then. Whoever turns the path into a symlink that leaves the root gets a
 * yes only for that same inode, whose bytes this path stood for already; any other inode is a no,
 * and the worker's openat2 refuses it. The answer names no path for anybody to open. Where symlinks
 * are refused, it holds as well: a file whose name gives way to a symlink loses a link or is
 * renamed, which moves its ctime, and is a no; only a directory on the way may become a symlink to
 * itself unnoticed until the file is next opened.
 *
 * <p>The stat begins at the served path, not at the directory that was opened there: so it sees at
 * once that the path leads to another directory by now, and needs no look at that besides.
 */
final class PathCache {
  /** About 300 bytes each; the path of any other file is walked anew, twice, to open it safely. */
  static final int PATHS_MAX = 131_072;

  private final NamedDirectory root;
  private final boolean answersAtOnce;
  private final Recent<Place> files = new Recent<>(PATHS_MAX);
  private final Recent<Place> folders = new Recent<>(PATHS_MAX);

  /**
   * Where a path led.
   *
   * @param path of the file itself
   * @param preceding paths that would have been preferred, had they existed: earlier index names
   */
  private record Place(
      String path,
      List<String> preceding,
      Stamp original,
      Map<Coding, CachedResolution> representations) {}

  /**
   * None yet.
   *
   * @param answersAtOnce whether the event loop may ask for the root's path
   */
  PathCache(NamedDirectory root, boolean answersAtOnce) {
    this.root = root;
    this.answersAtOnce = answersAtOnce;
  }

  /** The file, if every stat that {@link Directory#resolve} would rest on is as it was; or null. */
  @Nullable CachedResolution confirm(String path, boolean folder, List<Coding> acceptable) {
    Place place = (folder ? folders : files).get(path);
    if (place == null) {
      return null;
    }
    for (String preferred : place.preceding) {
      if (root.statAtNoFollow(preferred) != null) {
        return null;
      }
    }
    Stat original = root.statAt(place.path);
    if (original == null || !Stamp.of(original).equals(place.original)) {
      return null;
    }
    CachedResolution plain = place.representations.get(Coding.IDENTITY);
    if (plain == null || !plain.representation().negotiated()) {
      return plain;
    }
    for (Coding coding : acceptable) {
      if (coding == Coding.IDENTITY) {
        break;
      }
      Stat sibling = root.statAt(place.path + coding.suffix());
      if (sibling != null && PrecompressedVariants.isCurrent(sibling, original)) {
        CachedResolution cachedResolution = place.representations.get(coding);
        return cachedResolution != null && Stamp.of(sibling).equals(cachedResolution.identity())
            ? cachedResolution
            : null;
      }
    }
    return plain;
  }

  /**
   * Remembers what was resolved, unless it lies on a filesystem whose stat may wait for a network
   * or for another process: the event loop must not.
   *
   * @param preceding index names of higher preference, in full, that did not exist
   */
  void remember(
      String path, boolean folder, List<String> preceding, PrecompressedVariants.Choice choice) {
    OpenFile source = choice.source();
    if (!answersAtOnce || !Filesystem.of(source.file()).answersAtOnce()) {
      return;
    }
    Recent<Place> places = folder ? folders : files;
    Place before = places.get(path);
    Map<Coding, CachedResolution> cachedResolution = new EnumMap<>(Coding.class);
    if (before != null && before.path.equals(choice.path())) {
      cachedResolution.putAll(before.representations);
    }
    Representation plain =
        new Representation(
            source.representation().mediaType(),
            Coding.IDENTITY,
            source.representation().negotiated(),
            source.representation().page());
    cachedResolution.put(
        Coding.IDENTITY,
        new CachedResolution(choice.original(), plain, choice.path(), source.policy()));
    cachedResolution.put(
        source.representation().coding(),
        new CachedResolution(
            Stamp.of(source.stat()), source.representation(), source.name(), source.policy()));
    places.put(path, new Place(choice.path(), preceding, choice.original(), cachedResolution));
  }
}
