package dev.untorn.origin.s3;

import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.s3.ListingDocument.BucketObject;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.semantics.Fields;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lists what is below a path: keys that go on behind it without another slash are its objects, the
 * others are in its folders. Each list is asked for anew. Thread-safe.
 */
final class BucketLister {
  /** Of the largest page that S3 gives: 1,000 keys of 1,024 bytes, encoded, and what is around. */
  private static final int PAGE_BYTES_MAX = 4 << 20;

  /** As many as S3 gives. */
  private static final int KEYS_A_PAGE = 1000;

  /** A list has so many pages: some seconds, 10,000 entries. What follows is another list. */
  private static final int PAGES = 10;

  /** Some servers send pages without a key; a bucket that never ends must not be followed. */
  private static final int PAGES_MAX = 1000;

  private static final String BROKEN = "The bucket's listing makes no sense.";
  private static final String REFUSED =
      "The bucket does not answer this proxy's requests; its log says why.";

  private final BucketLocation location;
  private final SignedSender signed;
  private final ListingMemory memory;
  private final Executor workers;

  BucketLister(
      BucketLocation location, SignedSender signed, ListingMemory memory, Executor workers) {
    this.location = location;
    this.signed = signed;
    this.memory = memory;
    this.workers = workers;
  }

  /**
   * What is below a folder's canonical path, behind a name; empty: from the first one. The stage
   * never completes exceptionally.
   */
  CompletionStage<ListResult> list(EventLoop loop, String path, String after) {
    Listing listing = new Listing(loop, path, after);
    listing.ask(Optional.empty());
    return listing.result;
  }

  /** Whether anything is below it, as far as the credentials allow to know. */
  CompletionStage<Boolean> exists(EventLoop loop, String path) {
    return page(loop, target(path, "", Optional.empty(), 1))
        .thenApply(page ->
            page instanceof Page.Read(ListingDocument document)
                && !(document.objects().isEmpty() && document.prefixes().isEmpty()));
  }

  private String target(String path, String after, Optional<String> token, int keysMax) {
    String prefix = KeyPath.encodedValue(location.prefix()) + path.substring(1).replace("/", "%2F");
    // In the order of names, as they are signed.
    return (location.bucketPath().isEmpty() ? "/" : location.bucketPath())
        + '?'
        + token.map(some -> "continuation-token=" + KeyPath.encodedValue(some) + '&').orElse("")
        + "delimiter=%2F&encoding-type=url&list-type=2&max-keys="
        + keysMax
        + "&prefix="
        + prefix
        + (after.isEmpty() || token.isPresent()
            ? ""
            : "&start-after=" + prefix + KeyPath.encodedValue(after));
  }

  /** One request of a listing. */
  private sealed interface Page {
    record Read(ListingDocument document) implements Page {}

    record Not(ListResult why) implements Page {}
  }

  private CompletionStage<Page> page(EventLoop loop, String target) {
    return signed
        .send(loop, "GET", target, Fields.NONE, Fields.NONE)
        .thenCompose(answer ->
            switch (answer) {
              case BucketAnswer.Given(UpstreamResponse response) ->
                  WholeBody.of(response.body(), PAGE_BYTES_MAX).thenCompose(this::parsed);
              case BucketAnswer.Refused(UpstreamResponse _, ErrorMeaning meaning) ->
                  now(new Page.Not(refused(meaning)));
              case BucketAnswer.Failed(Outage outage, String reason) ->
                  now(new Page.Not(new ListResult.Failed(outage, reason)));
            });
  }

  /** A thousand keys take a worker a millisecond or two. */
  private CompletionStage<Page> parsed(Optional<byte[]> body) {
    CompletableFuture<Page> page = new CompletableFuture<>();
    try {
      workers.execute(() -> {
        Optional<ListingDocument> document = body.flatMap(ListingDocument::parse);
        page.complete(
            document.isPresent() ? new Page.Read(document.get()) : new Page.Not(broken()));
      });
    } catch (RejectedExecutionException e) {
      page.complete(
          new Page.Not(
              new ListResult.Failed(Outage.SATURATED, "Too many requests wait for a worker.")));
    }
    return page;
  }

  private static ListResult refused(ErrorMeaning meaning) {
    return switch (meaning) {
      case ErrorMeaning.Denied() -> new ListResult.Denied();
      case ErrorMeaning.Busy() ->
          new ListResult.Failed(Outage.BUSY, "The bucket is too busy to be listed.");
      case ErrorMeaning.Missing(),
          ErrorMeaning.Unmet(),
          ErrorMeaning.Expired(),
          ErrorMeaning.Misconfigured _ ->
          new ListResult.Failed(Outage.BROKEN, REFUSED);
    };
  }

  private static ListResult broken() {
    return new ListResult.Failed(Outage.BROKEN, BROKEN);
  }

  private static CompletionStage<Page> now(Page page) {
    return CompletableFuture.completedFuture(page);
  }

  /** One listing, page by page. */
  private final class Listing {
    private final EventLoop loop;
    private final String path;
    private final String after;
    private final String afterBytes;
    private final String prefix;
    private final List<Folder.Entry> entries = new ArrayList<>();
    private final ListingMemory.Charge charge = memory.charge();
    private final CompletableFuture<ListResult> result = new CompletableFuture<>();
    private int pages;
    private boolean exists;

    /** The last one of those that were seen, in the order of S3; also if it is not listed. */
    private String last = "";

    Listing(EventLoop loop, String path, String after) {
      this.loop = loop;
      this.path = path;
      this.after = after;
      this.afterBytes = PathBytes.of(after);
      this.prefix = location.prefix() + KeyPath.decodedKey(path);
      this.exists = path.equals("/") || !after.isEmpty(); // A bucket may be empty, or end there.
    }

    void ask(Optional<String> token) {
      var _ =
          page(loop, target(path, after, token, KEYS_A_PAGE)).thenAccept(page -> got(token, page));
    }

    private void got(Optional<String> token, Page page) {
      switch (page) {
        case Page.Not(ListResult why) -> fail(why);
        case Page.Read(ListingDocument document) -> {
          boolean endless = ++pages == PAGES_MAX || document.next().equals(token);
          if (!add(document)) {
            return;
          }
          if (document.next().isEmpty()) {
            end("");
          } else if (pages >= PAGES && !last.isEmpty()) {
            end(last);
          } else if (endless) {
            fail(broken());
          } else {
            ask(document.next());
          }
        }
      }
    }

    /** False if it has failed. */
    private boolean add(ListingDocument document) {
      exists |= !(document.objects().isEmpty() && document.prefixes().isEmpty());
      for (String folder : document.prefixes()) {
        if (!add(folder, true, 0, Folder.Entry.UNKNOWN_TIME)) {
          return false;
        }
      }
      for (BucketObject object : document.objects()) {
        if (!add(object.key(), false, object.sizeBytes(), object.modifiedSeconds())) {
          return false;
        }
      }
      return true;
    }

    private boolean add(String key, boolean isFolder, long sizeBytes, long modifiedSeconds) {
      if (!key.startsWith(prefix)) {
        fail(broken());
        return false;
      }
      String rest = PathBytes.of(key.substring(prefix.length()));
      last = rest.compareTo(last) > 0 ? rest : last; // As bytes, which is S3's order.
      String name = isFolder && rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
      if (!isListed(name) || rest.equals(afterBytes)) {
        return true; // A folder is there again behind itself: its objects are behind its name.
      }
      entries.add(new Folder.Entry(name, isFolder, false, sizeBytes, modifiedSeconds));
      if (charge.add(name)) {
        return true;
      }
      fail(
          charge.isTooLarge()
              ? new ListResult.TooMany()
              : new ListResult.Failed(Outage.BUSY, "Too many large folders are being listed."));
      return false;
    }

    /** Without the folder itself, and names that no path can end in. */
    private static boolean isListed(String name) {
      return !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0;
    }

    private void end(String next) {
      if (exists) {
        var _ =
            result.complete(
                new ListResult.Entries(List.copyOf(entries), PathBytes.text(next), charge));
      } else {
        fail(new ListResult.Nothing());
      }
    }

    private void fail(ListResult why) {
      charge.close();
      var _ = result.complete(why);
    }
  }
}
