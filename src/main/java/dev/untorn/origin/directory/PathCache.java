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
 * Remembers which inode each path led to, and confirms by stat alone that it still does: hot files
 * need no open. Thread-safe.
 *
 * <p>The stat follows symlinks, even out of the root. That is safe, because it confirms only an
 * inode that {@link Tree} reached beneath the root by this very path, in the state it had then. If
 * the path becomes a symlink out of the root, only that same inode is confirmed, whose bytes this
 * path already gave; any other inode is not, and the worker's openat2 rejects it. Nothing is opened
 * by the result's path alone. It is safe even where symlinks are refused: when a symlink replaces a
 * file, the file loses a link or is renamed, which changes its ctime. Only a directory on the path
 * may be replaced by a symlink to itself unnoticed, until the file is next opened.
 *
 * <p>The stat starts at the served path, not at the open directory, so it also detects that the
 * path leads to another directory.
 */
record PathCache(
    NamedDirectory root, boolean answersAtOnce, Recent<Place> files, Recent<Place> folders) {
  /** About 300 bytes each; the path of any other file is walked again, twice, to open it safely. */
  static final int PATHS_MAX = 131_072;

  /** Where a path led; {@code preceding} index names did not exist. */
  record Place(
      String path,
      List<String> preceding,
      Stamp original,
      Map<Coding, CachedResolution> representations) {}

  /** Starts empty; remembers nothing unless the root's filesystem answers without waiting. */
  PathCache(NamedDirectory root, boolean answersAtOnce) {
    this(root, answersAtOnce, new Recent<>(PATHS_MAX), new Recent<>(PATHS_MAX));
  }

  /** The file, if each stat that {@link Directory#resolve} would need is unchanged. */
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
   * Remembers a resolution, unless stat on its filesystem may wait for a network or another
   * process: the event loop must not.
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
