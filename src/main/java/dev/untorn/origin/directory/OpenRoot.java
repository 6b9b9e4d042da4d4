package dev.untorn.origin.directory;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.DirectoryId;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.MediaTypes;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory that the served path led to, open, with its caches. Thread-safe.
 *
 * @param answersAtOnce whether the event loop may query the filesystem
 */
record OpenRoot(
    DirectoryId id,
    SharedFile shared,
    DirectoryOptions options,
    Tree tree,
    Tree cached,
    boolean answersAtOnce,
    PrecompressedVariants precompressedVariants,
    Lister lister,
    PathCache pathCache,
    NegativeCache negativeCache)
    implements AutoCloseable {
  /** Takes ownership of the open directory. Blocks. */
  static OpenRoot of(
      NamedDirectory path,
      LinuxFile root,
      DirectoryOptions options,
      MediaTypes types,
      ListingMemory listings)
      throws KernelException {
    boolean answersAtOnce = path.answersAtOnce(root);
    Tree tree = new Tree(root, options.symlinks(), Walk.ANY);
    return new OpenRoot(
        root.id(),
        new SharedFile(root),
        options,
        tree,
        new Tree(root, options.symlinks(), Walk.CACHED),
        answersAtOnce,
        new PrecompressedVariants(
            tree, types, options.policies(), options.precompressed(), options.spa()),
        new Lister(tree, listings),
        new PathCache(path, answersAtOnce),
        new NegativeCache(path, tree, answersAtOnce));
  }

  /** Marks the root in use, until {@link #endUse}; false if it is closed. */
  boolean tryUse() {
    return shared.tryUse() != null;
  }

  void endUse() {
    shared.endUse();
  }

  /** As {@link Directory#confirm}; needs no use. */
  @Nullable CachedResolution confirm(Target target, List<Coding> acceptable) {
    return pathCache.confirm(target.path(), target.isFolder(), acceptable);
  }

  /** As {@link Directory#isAbsent}; needs no use. */
  boolean isAbsent(Target target, boolean page) {
    return !target.isFolder() && !spaAnswers(target, page) && negativeCache.confirm(target.path());
  }

  /** As {@link Directory#openAtOnce}; within a use. */
  @Nullable OpenFile openAtOnce(
      Target target, List<Coding> acceptable, @Nullable CachedResolution cachedResolution) {
    if (cachedResolution != null) {
      return cachedResolution.representation().coding() == Coding.IDENTITY
              && cached.openRegular(cachedResolution.name())
                  instanceof Tree.Node.File(var file, Stat stat)
          ? new OpenFile(
              cachedResolution.name(),
              file,
              stat,
              cachedResolution.representation(),
              cachedResolution.policy())
          : null;
    }
    if (target.isFolder()
        || precompressedVariants.mayBeWanted(target.path(), acceptable)
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
    String path = target.path();
    boolean looksLikeAsset = !target.isFolder() && path.lastIndexOf('.') > path.lastIndexOf('/');
    return page && options.spa().isPresent() && !looksLikeAsset;
  }

  private Resolution file(String path, List<Coding> acceptable) {
    return switch (tree.open(path)) {
      case Tree.Node.Refused(Resolution why) -> {
        if (why instanceof Resolution.Missing) {
          negativeCache.remember(path);
        }
        yield why;
      }
      case Tree.Node.Folder _ -> new Resolution.NeedsSlash();
      case Tree.Node.File(LinuxFile file, Stat stat) ->
          new Resolution.Found(found(path, file, stat, acceptable));
    };
  }

  private OpenFile found(String path, LinuxFile file, Stat stat, List<Coding> acceptable) {
    PrecompressedVariants.Choice choice =
        precompressedVariants.choose(path, file, stat, acceptable);
    pathCache.remember(path, false, List.of(), choice);
    return choice.source();
  }

  /** A directory's index file or listing; {@code bare} without either. */
  private Resolution folder(String path, List<Coding> acceptable, Resolution bare) {
    List<String> tried = new ArrayList<>();
    for (String name : options.index()) {
      String index = Tree.join(path, name);
      switch (tree.open(index)) {
        case Tree.Node.File(LinuxFile file, Stat stat) -> {
          PrecompressedVariants.Choice choice =
              precompressedVariants.choose(index, file, stat, acceptable);
          pathCache.remember(path, true, List.copyOf(tried), choice);
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

  /** Closes the root after its last use. Sources handed out stay open. */
  @Override
  public void close() {
    shared.close();
  }
}
