package dev.untorn.origin;

import dev.untorn.linux.Filesystem;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.LinuxFile.Walk;
import dev.untorn.linux.Stat;
import dev.untorn.version.Coding;
import dev.untorn.version.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files beneath a root directory. Thread-safe.
 *
 * <p>Whatever the tree holds and whoever changes it meanwhile: nothing outside of the root is ever
 * opened (openat2(2), RESOLVE_BENEATH), nothing but regular files and directories is read, and
 * every answer is a {@link Resolution}, never an exception.
 */
public final class Directory implements AutoCloseable {
  private final LinuxFile root;
  private final DirectoryOptions options;
  private final Tree tree;
  private final Tree cached;
  private final boolean answersAtOnce;
  private final Siblings siblings;
  private final Lister lister;
  private final Confirmations confirmations;
  private final Absences absences;

  private Directory(LinuxFile root, DirectoryOptions options) {
    this.root = root;
    this.options = options;
    this.tree = new Tree(root, options.symlinks(), Walk.ANY);
    this.cached = new Tree(root, options.symlinks(), Walk.CACHED);
    this.answersAtOnce = Filesystem.of(root).answersAtOnce();
    this.siblings =
        new Siblings(
            tree,
            MediaTypes.packaged(),
            options.policies(),
            options.precompressed(),
            options.spa());
    this.lister = new Lister(tree, Lister.ENTRIES_MAX);
    this.confirmations = new Confirmations(tree);
    this.absences = new Absences(tree, answersAtOnce);
  }

  /** Serves what is beneath an open directory, which this object then owns. */
  public static Directory over(LinuxFile root, DirectoryOptions options) {
    return new Directory(root, options);
  }

  /**
   * Finds what a target names. Blocks: for worker threads.
   *
   * <p>A path with a slash at its end means a directory, one without a file, as in nginx: {@code
   * /file/} is missing, {@code /dir} is told to add the slash. Where nothing is found, a page
   * request gets the SPA's file if there is one, with its path kept for the script to read ({@code
   * /app/users/42}). A last segment with a dot in it is taken for an asset, and stays missing
   * ({@code /app.js}), for a script that gets a page is a puzzle. A directory with neither index
   * nor listing counts as nothing found.
   *
   * @param acceptable codings the client takes, the best first; empty means identity alone
   * @param page whether the client asks for HTML, so that the SPA's page may answer
   */
  public Resolution resolve(Target target, List<Coding> acceptable, boolean page) {
    boolean spaAnswers = spaAnswers(target, page);
    Resolution bare = spaAnswers ? new Resolution.Missing() : new Resolution.Forbidden();
    Resolution found =
        isFolder(target)
            ? folder(target.path(), acceptable, bare)
            : file(target.path(), acceptable);
    return spaAnswers && found instanceof Resolution.Missing ? spa(acceptable) : found;
  }

  /**
   * Answers for a file resolved before, if stat alone shows that resolving it again would give the
   * same inode with the same stamp: one statx(2), and with precompressed siblings one more for each
   * coding tried. Opens nothing and waits for nothing but the inode cache: for the event loop.
   *
   * @return null when anything differs or is not known; then {@link #resolve} tells
   */
  public @Nullable Known confirm(Target target, List<Coding> acceptable) {
    return confirmations.confirm(target.path(), isFolder(target), acceptable);
  }

  /**
   * Opens a file as {@link #resolve} would, if all names on the way are in the kernel's cache: for
   * the event loop. The receiver owns the descriptor. A file that may have precompressed siblings
   * is not looked for unless it is known.
   *
   * @param known what {@link #confirm} has just said of the target
   * @return null if it cannot be told at once; then {@link #resolve} tells
   */
  public @Nullable Source openAtOnce(
      Target target, List<Coding> acceptable, @Nullable Known known) {
    if (!answersAtOnce) {
      return null;
    }
    if (known != null) {
      return known.representation().coding() == Coding.IDENTITY
              && cached.openRegular(known.name()) instanceof Tree.Node.File(var file, Stat stat)
          ? new Source(known.name(), file, stat, known.representation(), known.policy())
          : null;
    }
    if (isFolder(target)
        || siblings.mayBeWanted(target.path(), acceptable)
        || !(cached.open(target.path()) instanceof Tree.Node.File(var file, Stat stat))) {
      return null;
    }
    return found(target.path(), file, stat, List.of());
  }

  /**
   * Whether nothing was found at a target before, and nothing is there now: then {@link #resolve}
   * gives {@link Resolution.Missing}. Never waits, as {@link #confirm}.
   *
   * @param page as for {@link #resolve}
   */
  public boolean isAbsent(Target target, boolean page) {
    return !isFolder(target) && !spaAnswers(target, page) && absences.confirm(target.path());
  }

  private boolean spaAnswers(Target target, boolean page) {
    return page && options.spa().isPresent() && !looksLikeAsset(target);
  }

  private static boolean isFolder(Target target) {
    return target.slash() || target.path().isEmpty();
  }

  private static boolean looksLikeAsset(Target target) {
    String path = target.path();
    return !isFolder(target) && path.lastIndexOf('.') > path.lastIndexOf('/');
  }

  private Resolution file(String path, List<Coding> acceptable) {
    return switch (tree.open(path)) {
      case Tree.Node.Refused(Resolution why) -> {
        if (why instanceof Resolution.Missing) {
          absences.remember(path);
        }
        yield why;
      }
      case Tree.Node.Folder _ -> new Resolution.NeedsSlash();
      case Tree.Node.File(LinuxFile file, Stat stat) ->
          new Resolution.Found(found(path, file, stat, acceptable));
    };
  }

  private Source found(String path, LinuxFile file, Stat stat, List<Coding> acceptable) {
    Siblings.Choice choice = siblings.choose(path, file, stat, acceptable);
    confirmations.remember(path, false, List.of(), choice);
    return choice.source();
  }

  /**
   * A directory's index file or listing.
   *
   * @param bare the answer where there is a directory with neither
   */
  private Resolution folder(String path, List<Coding> acceptable, Resolution bare) {
    List<String> tried = new ArrayList<>();
    for (String name : options.index()) {
      String index = Tree.join(path, name);
      switch (tree.open(index)) {
        case Tree.Node.File(LinuxFile file, Stat stat) -> {
          Siblings.Choice choice = siblings.choose(index, file, stat, acceptable);
          confirmations.remember(path, true, List.copyOf(tried), choice);
          return new Resolution.Found(choice.source());
        }
        case Tree.Node.Refused(Resolution why) when !(why instanceof Resolution.Missing) -> {
          return why;
        }
        case Tree.Node.Refused _, Tree.Node.Folder _ -> tried.add(index);
      }
    }
    if (options.listing()) {
      return lister.list(path);
    }
    return switch (tree.locate(Tree.folderPath(path))) {
      case Tree.Located.Refused(Resolution why) -> why;
      case Tree.Located.Inode _ -> bare;
    };
  }

  private Resolution spa(List<Coding> acceptable) {
    Resolution page = file(options.spa().orElseThrow(), acceptable);
    return page instanceof Resolution.NeedsSlash ? new Resolution.Missing() : page;
  }

  /** Closes the root. Sources handed out stay open. */
  @Override
  public void close() {
    root.close();
  }
}
