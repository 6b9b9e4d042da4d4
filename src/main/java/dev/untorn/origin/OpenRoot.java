package dev.untorn.origin;

import dev.untorn.linux.DirectoryId;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.LinuxFile.Walk;
import dev.untorn.linux.NamedDirectory;
import dev.untorn.linux.SharedFile;
import dev.untorn.linux.Stat;
import dev.untorn.version.Coding;
import dev.untorn.version.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the directories that the served path led to, open, with all that was found out beneath it:
 * nothing that is remembered here outlives it. Thread-safe.
 */
final class OpenRoot implements AutoCloseable {
  private final DirectoryId id;
  private final SharedFile shared;
  private final DirectoryOptions options;
  private final Tree tree;
  private final Tree cached;
  private final boolean answersAtOnce;
  private final Siblings siblings;
  private final Lister lister;
  private final Confirmations confirmations;
  private final Absences absences;

  /** Owns the open directory. Blocks. */
  OpenRoot(
      NamedDirectory path,
      LinuxFile root,
      DirectoryOptions options,
      MediaTypes types,
      ListingMemory listings)
      throws KernelException {
    this.id = root.id();
    this.shared = new SharedFile(root);
    this.options = options;
    this.tree = new Tree(root, options.symlinks(), Walk.ANY);
    this.cached = new Tree(root, options.symlinks(), Walk.CACHED);
    this.answersAtOnce = path.answersAtOnce(root);
    this.siblings =
        new Siblings(tree, types, options.policies(), options.precompressed(), options.spa());
    this.lister = new Lister(tree, listings);
    this.confirmations = new Confirmations(path, answersAtOnce);
    this.absences = new Absences(path, tree, answersAtOnce);
  }

  DirectoryId id() {
    return id;
  }

  /** The descriptor, for others who use it. */
  SharedFile shared() {
    return shared;
  }

  /** Whether it is still open, and stays so until {@link #endUse}. */
  boolean tryUse() {
    return shared.tryUse() != null;
  }

  void endUse() {
    shared.endUse();
  }

  /** As {@link Directory#confirm}; needs no use. */
  @Nullable Known confirm(Target target, List<Coding> acceptable) {
    return confirmations.confirm(target.path(), target.isFolder(), acceptable);
  }

  /** As {@link Directory#isAbsent}; needs no use. */
  boolean isAbsent(Target target, boolean page) {
    return !target.isFolder() && !spaAnswers(target, page) && absences.confirm(target.path());
  }

  /** Whether the event loop may ask. */
  boolean answersAtOnce() {
    return answersAtOnce;
  }

  /** As {@link Directory#openAtOnce}; within a use. */
  @Nullable Source openAtOnce(Target target, List<Coding> acceptable, @Nullable Known known) {
    if (known != null) {
      return known.representation().coding() == Coding.IDENTITY
              && cached.openRegular(known.name()) instanceof Tree.Node.File(var file, Stat stat)
          ? new Source(known.name(), file, stat, known.representation(), known.policy())
          : null;
    }
    if (target.isFolder()
        || siblings.mayBeWanted(target.path(), acceptable)
        || !(cached.open(target.path()) instanceof Tree.Node.File(var file, Stat stat))) {
      return null;
    }
    return found(target.path(), file, stat, List.of());
  }

  /** As {@link Directory#resolve}; within a use. */
  Resolution resolve(Target target, List<Coding> acceptable, boolean page) {
    boolean spaAnswers = spaAnswers(target, page);
    Resolution bare = spaAnswers ? new Resolution.Missing() : new Resolution.Forbidden();
    Resolution found =
        target.isFolder()
            ? folder(target.path(), acceptable, bare)
            : file(target.path(), acceptable);
    return spaAnswers && found instanceof Resolution.Missing ? spa(acceptable) : found;
  }

  private boolean spaAnswers(Target target, boolean page) {
    return page && options.spa().isPresent() && !looksLikeAsset(target);
  }

  private static boolean looksLikeAsset(Target target) {
    String path = target.path();
    return !target.isFolder() && path.lastIndexOf('.') > path.lastIndexOf('/');
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

  /** Closes the root when nobody uses it any more. Sources handed out stay open. */
  @Override
  public void close() {
    shared.close();
  }
}
