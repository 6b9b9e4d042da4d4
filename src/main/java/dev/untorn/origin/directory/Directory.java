package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.DirectoryId;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.SharedFile;
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
 * <p>Whatever the tree holds, and whoever changes it meanwhile: the kernel opens nothing outside
 * the root (openat2(2), RESOLVE_BENEATH), and the server reads only regular files and directories.
 *
 * <p>The root is resolved at each request: deploys turn a symlink, rebuild a directory, rename,
 * mount and unmount. It is kept open while in use, together with the caches of its files. Both are
 * closed when the path leads elsewhere, or after a while without requests, so that a mount can be
 * unmounted.
 */
public final class Directory implements Origin {
  private static final String NOT_THERE = "The served directory is not there at the moment.";

  /** Learns which directory the served path leads to. */
  @FunctionalInterface
  public interface RootListener {
    /** One is served from now on, perhaps in place of {@code another}; its owner may close it. */
    void serves(SharedFile root, boolean another);
  }

  private final NamedDirectory path;
  private final DirectoryOptions options;
  private final RootListener listener;
  private final Executor workers;
  private final RootLog log;
  private final MediaTypes types = MediaTypes.packaged();
  private final ListingMemory listings = ListingMemory.ofThisProcess();

  /** Held to change the root. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable OpenRoot current;
  private volatile boolean asked;

  /** The last directory served; guarded by the lock. */
  private @Nullable DirectoryId last;

  /** Serves a directory, opened at the first request; the workers may block, and reject tasks. */
  public Directory(
      NamedDirectory path, DirectoryOptions options, RootListener listener, Executor workers) {
    this.path = path;
    this.options = options;
    this.listener = listener;
    this.workers = workers;
    this.log = new RootLog(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A trailing slash means a directory, none a file, as in nginx: {@code /file/} is missing,
   * {@code /dir} is redirected to {@code /dir/}. Where nothing is found, a client that prefers HTML
   * gets the SPA's file, if configured, under the requested path ({@code /app/users/42}), so that
   * the script can read it. A last segment with a dot is assumed to be an asset and stays missing
   * ({@code /app.js}): a page in place of a script only confuses. A directory with neither index
   * nor listing counts as nothing found.
   */
  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    try {
      return CompletableFuture.supplyAsync(
          () -> find(request.target(), request.acceptable(), request.wantsPage()), workers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(
          new Resolution.Unavailable(Outage.SATURATED, "Too many requests wait for the disk."));
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
   * <p>Confirmed if stat alone shows that resolving again would give the same inode with the same
   * stamp: one statx(2), and with precompressed siblings one more per coding tried. Opens nothing
   * and blocks on nothing but the inode cache.
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
   * <p>Needs all names of the path in the kernel's cache. A file that may have precompressed
   * siblings is opened only if its resolution is cached.
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

  /** The open root, marked in use, if the path still leads to it: one statx(2); else null. */
  private @Nullable OpenRoot useCurrent() {
    OpenRoot root = current;
    if (root == null || !root.id().equals(path.id()) || !root.tryUse()) {
      return null;
    }
    noteAsked();
    return root;
  }

  /** Opens the root before the first request; false if that fails. Blocks. */
  public boolean open() {
    if (reopen() instanceof Reopened.Root(OpenRoot root)) {
      root.endUse();
      return true;
    }
    return false;
  }

  private sealed interface Reopened {
    /** Open, and marked in use. */
    record Root(OpenRoot root) implements Reopened {}

    /** Not open; the response to send. */
    record Refused(Resolution why) implements Reopened {}
  }

  /** Opens the path's directory, unless another thread has done so meanwhile. Blocks. */
  private Reopened reopen() {
    lock.lock();
    try {
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
    } finally {
      lock.unlock();
    }
  }

  private Reopened gone(Errno errno) {
    log.gone(errno);
    retire();
    return new Reopened.Refused(new Resolution.Unavailable(Outage.GONE, NOT_THERE));
  }

  private OpenRoot serve(LinuxFile file) throws KernelException {
    OpenRoot root = OpenRoot.of(path, file, options, types, listings);
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

  /** Closes a root replaced at its path, or without requests since the last call. Blocks. */
  @Override
  public void tidy() {
    if (!lock.tryLock()) {
      return; // Another thread opens the root, or waits for its path: one waiting thread is enough.
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
