package dev.untorn.origin;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Fetch;
import dev.untorn.version.Freshness;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.UpstreamTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An origin whose objects are in memory and have identities of their own: slow and failing at will,
 * as an upstream is. Small objects arrive whole, larger ones piece by piece.
 */
public final class MemoryOrigin implements Origin {
  /** Larger objects arrive in pieces of as many bytes. */
  public static final int PIECE_BYTES = 64 * 1024;

  private static final Policy POLICY =
      new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED);

  /** What goes wrong. */
  public enum Trouble {
    NONE,
    /** There is nobody who could be asked. */
    GONE,
    /** Nothing but nonsense comes. */
    BROKEN,
    /** The head comes in time, but no byte of the body. */
    SLOW,
    /** The last bytes of the body never come. */
    CUT
  }

  private static final class Stored {
    private final byte[] bytes;
    private final int revision;

    Stored(byte[] bytes, int revision) {
      this.bytes = bytes;
      this.revision = revision;
    }
  }

  private final String name;
  private final Map<String, Stored> objects = new ConcurrentHashMap<>();
  private final Map<String, Stored> resolved = new ConcurrentHashMap<>();
  private final ScheduledExecutorService upstream = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger revisions = new AtomicInteger();
  private final AtomicInteger bodies = new AtomicInteger();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Trouble trouble = Trouble.NONE;
  private volatile long delayMillis;

  /** With nothing in it. */
  public MemoryOrigin(String name) {
    this.name = name;
  }

  /** From now on a path has this content, as a new state even if it is the same. */
  public void put(String path, byte[] content) {
    objects.put(path, new Stored(content.clone(), revisions.incrementAndGet()));
  }

  void remove(String path) {
    objects.remove(path);
  }

  /** What goes wrong from now on. */
  public void fail(Trouble how) {
    trouble = how;
  }

  /** How long each answer, and each piece of a body, takes from now on. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** Bodies that are not given back yet. */
  public int bodies() {
    return bodies.get();
  }

  /** How many bodies have been asked for. */
  public int fetches() {
    return fetches.get();
  }

  @Override
  public @Nullable CachedResolution confirm(OriginRequest request) {
    String path = request.target().path();
    Stored known = resolved.get(path);
    return known != null && known.equals(objects.get(path)) && trouble != Trouble.GONE
        ? new CachedResolution(tag(path, known), representation(path), name(path), POLICY)
        : null;
  }

  @Override
  public boolean isAbsent(OriginRequest request) {
    return false;
  }

  @Override
  public @Nullable OpenFile openAtOnce(OriginRequest request, @Nullable CachedResolution known) {
    return null;
  }

  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    return later(() -> find(request.target().path()));
  }

  private Resolution find(String path) {
    switch (trouble) {
      case GONE -> {
        return new Resolution.Unavailable(Outage.GONE, "The memory is gone.");
      }
      case BROKEN -> {
        return new Resolution.Unavailable(Outage.BROKEN, "The memory talks nonsense.");
      }
      case NONE, SLOW, CUT -> {}
    }
    Stored stored = objects.get(path);
    if (stored == null) {
      return new Resolution.Missing();
    }
    resolved.put(path, stored);
    return new Resolution.Found(new MemoryFetch(path, stored));
  }

  private <T> CompletableFuture<T> later(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    var _ =
        upstream.schedule(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            },
            delayMillis,
            TimeUnit.MILLISECONDS);
    return result;
  }

  private UpstreamTag tag(String path, Stored stored) {
    return new UpstreamTag(name, path, "r" + stored.revision, stored.bytes.length);
  }

  private String name(String path) {
    return name + ":" + path;
  }

  private static Representation representation(String path) {
    return new Representation(MediaTypes.packaged().of(path), Coding.IDENTITY, false, false);
  }

  private final class MemoryFetch implements Fetch {
    private final String path;
    private final Stored stored;

    MemoryFetch(String path, Stored stored) {
      this.path = path;
      this.stored = stored;
    }

    @Override
    public String name() {
      return MemoryOrigin.this.name(path);
    }

    @Override
    public UpstreamTag identity() {
      return MemoryOrigin.this.tag(path, stored);
    }

    @Override
    public EntityTag tag() {
      return new EntityTag(name + "/" + stored.revision, false);
    }

    @Override
    public LastModified modified() {
      return LastModified.NONE;
    }

    @Override
    public Representation representation() {
      return MemoryOrigin.representation(path);
    }

    @Override
    public Policy policy() {
      return POLICY;
    }

    @Override
    public CompletionStage<Result> begin() {
      fetches.incrementAndGet();
      if (trouble == Trouble.SLOW) {
        return later(() -> new Failed(Outage.SLOW, "The memory has fallen asleep."));
      }
      return later(stored.bytes.length > PIECE_BYTES ? this::growing : this::whole);
    }

    private Result whole() {
      if (trouble == Trouble.CUT) {
        return new Failed(Outage.BROKEN, "The memory has forgotten the end.");
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect(stored.bytes.length).put(stored.bytes).flip();
      return begun(new Body.Memory(bytes.asReadOnlyBuffer()), () -> {});
    }

    private Result growing() throws IOException {
      if (!(AnonymousFile.inMemory() instanceof Opened.File(LinuxFile file))) {
        return new Failed(Outage.BUSY, "The memory is full.");
      }
      CopyProgress progress = new CopyProgress();
      Result begun = begun(new Body.Sealed(file, progress, file), file::close);
      arrive(file, progress, 0);
      return begun;
    }

    private void arrive(LinuxFile file, CopyProgress progress, int from) throws IOException {
      int until = Math.min(stored.bytes.length, from + PIECE_BYTES);
      if (until == stored.bytes.length && trouble == Trouble.CUT) {
        progress.finish(CopyProgress.State.BROKEN);
        return;
      }
      ByteBuffer piece = ByteBuffer.allocateDirect(until - from);
      file.pwrite(piece.put(stored.bytes, from, until - from).flip(), from);
      progress.advance(until);
      if (until == stored.bytes.length) {
        progress.finish(CopyProgress.State.PROVED);
      } else {
        var _ =
            later(() -> {
              arrive(file, progress, until);
              return until;
            });
      }
    }

    private Begun begun(Body body, Runnable free) {
      bodies.incrementAndGet();
      return new Begun(
          body,
          Proof.UNPROVEN,
          Freshness.ALWAYS,
          () -> {
            bodies.decrementAndGet();
            free.run();
          });
    }

    @Override
    public void close() {}
  }

  @Override
  public void tidy() {}

  @Override
  public void close() {
    upstream.shutdown();
  }
}
