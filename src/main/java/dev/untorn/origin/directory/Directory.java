package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.DirectoryId;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Opened;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.MediaTypes;
import dev.untorn.origin.Origin;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Files beneath a root directory. Thread-safe.
 *
 * <p>Whatever the tree holds and whoever changes it meanwhile: nothing outside of the root is ever
 * opened (openat2(2), RESOLVE_BENEATH), nothing but regular files and directories is read, and
 * every answer is a {@link Resolution}, never an exception.
 *
 * <p>The root is what its path leads to when a request is answered: deploys turn a symlink, build a
 * directory anew, rename, mount and unmount. It is held open while it is in use, and with it all
 * that is remembered of its files; both go when the path leads elsewhere, or when nobody has asked
 * for a while, so that what was mounted can be unmounted.
 */
public final class Directory implements Origin {
  private static final String NOT_THERE = "The served directory is not there at the moment.";

  private final NamedDirectory path;
  private final DirectoryOptions options;
  private final RootListener listener;
  private final Executor workers;
  private final RootLog log;
  private final MediaTypes types = MediaTypes.packaged();
  private final ListingMemory listings = ListingMemory.ofThisProcess();

  /** For whoever changes the root. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable OpenRoot current;
  private volatile boolean asked;

  /** Which directory was served last; under the lock. */
  private @Nullable DirectoryId last;

  private Directory(
      NamedDirectory path, DirectoryOptions options, RootListener listener, Executor workers) {
    this.path = path;
    this.options = options;
    this.listener = listener;
    this.workers = workers;
    this.log = new RootLog(path);
  }

  /**
   * Serves what is beneath the directory that a path leads to; opened when somebody asks.
   *
   * @param workers threads that may wait for a disk; they may refuse
   */
  public static Directory at(
      NamedDirectory path, DirectoryOptions options, RootListener listener, Executor workers) {
    return new Directory(path, options, listener, workers);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A path with a slash at its end means a directory, one without a file, as in nginx: {@code
   * /file/} is missing, {@code /dir} is told to add the slash. Where nothing is found, a page
   * request gets the SPA's file if there is one, with its path kept for the script to read ({@code
   * /app/users/42}). A last segment with a dot in it is taken for an asset, and stays missing
   * ({@code /app.js}), for a script that gets a page is a puzzle. A directory with neither index
   * nor listing counts as nothing found.
   */
  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    try {
      return CompletableFuture.supplyAsync(
          () -> find(request.target(), request.acceptable(), request.wantsPage()), workers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(
          new Resolution.Unavailable(Outage.BUSY, "Too many requests wait for the disk."));
    }
  }

  /** As {@link #resolve}, but blocks. */
  public Resolution find(Target target, List<Coding> acceptable, boolean page) {
    OpenRoot root = useCurrent();
    if (root == null) {
      switch (reopen()) {
        case Reopened.Root(OpenRoot opened) -> root = opened;
        case Reopened.Refused(Resolution why) -> {
          return why;
        }
      }
    }
    try {
      return root.resolve(target, acceptable, page);
    } finally {
      root.endUse();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>It holds if stat alone shows that resolving again would give the same inode with the same
   * stamp: one statx(2), and with precompressed siblings one more for each coding tried. Opens
   * nothing and waits for nothing but the inode cache.
   */
  @Override
  public @Nullable CachedResolution confirm(OriginRequest request) {
    OpenRoot root = current;
    if (root == null) {
      return null;
    }
    noteAsked();
    return root.confirm(request.target(), request.acceptable());
  }

  /**
   * {@inheritDoc}
   *
   * <p>It can be told if all names on the way are in the kernel's cache. A file that may have
   * precompressed siblings is not looked for unless it is known.
   */
  @Override
  public @Nullable OpenFile openAtOnce(
      OriginRequest request, @Nullable CachedResolution cachedResolution) {
    OpenRoot seen = current;
    OpenRoot root = seen != null && seen.answersAtOnce() ? useCurrent() : null;
    if (root == null) {
      return null;
    }
    try {
      return root.openAtOnce(request.target(), request.acceptable(), cachedResolution);
    } finally {
      root.endUse();
    }
  }

  /** Whether nothing was found at a target before, and nothing is there now. */
  @Override
  public boolean isAbsent(OriginRequest request) {
    OpenRoot root = current;
    if (root == null) {
      return false;
    }
    noteAsked();
    return root.isAbsent(request.target(), request.wantsPage());
  }

  /** The open root, in use, if the path leads to it now: one statx(2); else null. */
  private @Nullable OpenRoot useCurrent() {
    OpenRoot root = current;
    if (root == null || !root.id().equals(path.id()) || !root.tryUse()) {
      return null;
    }
    noteAsked();
    return root;
  }

  /** Opens the root, before anybody asks; whether that could be done. Blocks. */
  public boolean open() {
    if (reopen() instanceof Reopened.Root(OpenRoot root)) {
      root.endUse();
      return true;
    }
    return false;
  }

  /** How an attempt to open the root ended. */
  private sealed interface Reopened {
    /** Open, and in use. */
    record Root(OpenRoot root) implements Reopened {}

    /** Not open, and what to answer. */
    record Refused(Resolution why) implements Reopened {}
  }

  /** Opens what the path leads to, unless another thread has done so meanwhile. Blocks. */
  private Reopened reopen() {
    lock.lock();
    try {
      return reopenLocked();
    } finally {
      lock.unlock();
    }
  }

  private Reopened reopenLocked() {
    OpenRoot root = useCurrent();
    if (root != null) {
      return new Reopened.Root(root);
    }
    return switch (path.open()) {
      case Opened.Failed(Errno errno) when errno.isExhaustion() ->
          new Reopened.Refused(Tree.refusal(errno));
      case Opened.Failed(Errno errno) -> gone(errno);
      case Opened.File(LinuxFile file) -> {
        try {
          yield new Reopened.Root(serve(file));
        } catch (KernelException e) {
          file.close();
          yield gone(e.errno());
        }
      }
    };
  }

  private Reopened gone(Errno errno) {
    log.gone(errno);
    retire();
    return new Reopened.Refused(new Resolution.Unavailable(Outage.GONE, NOT_THERE));
  }

  private OpenRoot serve(LinuxFile file) throws KernelException {
    OpenRoot root = new OpenRoot(path, file, options, types, listings);
    boolean another = last != null && !root.id().equals(last);
    log.serves(file, another);
    last = root.id();
    root.tryUse();
    retire();
    current = root;
    listener.serves(root.shared(), another);
    noteAsked();
    return root;
  }

  private void retire() {
    OpenRoot before = current;
    current = null;
    if (before != null) {
      before.close();
    }
  }

  private void noteAsked() {
    if (!asked) {
      asked = true;
    }
  }

  /**
   * Lets go of a root that the path does not lead to any more, and of one that nobody has asked for
   * since this was called before. Blocks.
   */
  @Override
  public void tidy() {
    if (!lock.tryLock()) {
      return; // Somebody opens it, or waits for the path: then one who waits is enough.
    }
    try {
      OpenRoot root = current;
      if (root != null && (!asked || !root.id().equals(path.id()))) {
        retire();
      }
      asked = false;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the root. Sources handed out stay open. */
  @Override
  public void close() {
    lock.lock();
    try {
      retire();
    } finally {
      lock.unlock();
    }
  }
}
