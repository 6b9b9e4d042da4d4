package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A file beside an object that says its digest, while both are fetched. One that is not there, too
 * long, too slow or without a digest says nothing. Thread-safe.
 */
public final class Sidecar {
  private static final int OK = 200;

  /** One line of a digest and a path (PATH_MAX, limits.h). */
  private static final int BYTES_MAX = 4 << 10;

  /** For this long clients wait for their last bytes, and most have timeouts of 10 s or more. */
  private static final int WAIT_SECONDS = 5;

  private final CompletableFuture<Optional<NamedDigest>> digest = new CompletableFuture<>();

  private Sidecar() {}

  /** There is none. */
  public static Sidecar none() {
    Sidecar none = new Sidecar();
    none.end();
    return none;
  }

  /** Reads what a request for its URL brings. */
  public static Sidecar of(Hash hash, String url, CompletionStage<UpstreamResult> answer) {
    Sidecar sidecar = new Sidecar();
    var _ =
        answer.thenAccept(result -> {
          switch (result) {
            case UpstreamResult.Failed _ -> sidecar.end();
            case UpstreamResult.Responded(UpstreamResponse response) ->
                sidecar.read(hash, url, response);
          }
        });
    return sidecar;
  }

  /** What it says; never exceptional, and not later than some seconds from now. */
  public CompletionStage<Optional<NamedDigest>> digest() {
    return digest.completeOnTimeout(Optional.empty(), WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Nobody waits for it any more. Idempotent. */
  public void end() {
    var _ = digest.complete(Optional.empty());
  }

  private void read(Hash hash, String url, UpstreamResponse response) {
    BodySource body = response.body();
    body.read(new Reader(hash, url, response.status(), body));
    var _ = digest.thenRun(body::cancel); // Does nothing behind its end.
  }

  /** Reads it as text; another answer than the file too, so that its connection can be kept. */
  private final class Reader implements BodyReceiver {
    private final Hash hash;
    private final String url;
    private final int status;
    private final BodySource body;
    private final StringBuilder text = new StringBuilder();

    Reader(Hash hash, String url, int status, BodySource body) {
      this.hash = hash;
      this.url = url;
      this.status = status;
      this.body = body;
    }

    @Override
    public void piece(ByteBuf piece) {
      text.append(piece.toString(StandardCharsets.ISO_8859_1));
      piece.release();
      if (text.length() > BYTES_MAX) {
        Sidecar.this.end(); // Which cancels the body.
      } else {
        body.read(this);
      }
    }

    @Override
    public void end(BodyEnd end) {
      boolean isWhole = end instanceof BodyEnd.Framed && status == OK;
      Optional<String> found = isWhole ? hash.find(text.toString()) : Optional.empty();
      var _ = digest.complete(found.map(hex -> new NamedDigest(hash, hex, url)));
    }
  }
}
