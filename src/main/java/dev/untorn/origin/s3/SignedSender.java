package dev.untorn.origin.s3;

import dev.untorn.origin.s3.BucketAnswer.Failed;
import dev.untorn.origin.s3.BucketAnswer.Given;
import dev.untorn.origin.s3.BucketAnswer.Refused;
import dev.untorn.origin.upstream.Sender;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests to a bucket on workers, sends them, and finds out what errors mean. A request is
 * sent again, once each, with newer credentials and to a bucket that was busy.
 */
final class SignedSender {
  private static final Logger LOG = LoggerFactory.getLogger(SignedSender.class);

  /** Those of S3 have some 300 bytes. */
  private static final int ERROR_BYTES_MAX = 16 << 10;

  /** As the AWS SDKs: some 0.1 s before the first repetition. Clients hardly notice. */
  private static final long PAUSE_MILLIS_MIN = 50;

  private static final long PAUSE_MILLIS_MAX = 150;

  private static final Set<Integer> GIVEN = Set.of(200, 206, 304);

  private static final String NOT_FOUND =
      "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or s3-profile;"
          + " or s3-signing: anonymous, if everybody may read it. The AWS SDK says: ";

  private static final String NO_CREDENTIALS =
      "This proxy has no credentials for the bucket; its log says why.";

  /** Who signs. */
  private sealed interface Signature {
    record By(AwsCredentialsIdentity identity) implements Signature {}

    record Nobody() implements Signature {}
  }

  private final BucketLocation location;
  private final Optional<CredentialSource> credentials;
  private final RequestSigner signer;
  private final Sender sender;
  private final Executor workers;
  private final InstantSource clock;
  private final Remedies remedies;

  /** Without credentials, requests are not signed. */
  SignedSender(
      BucketLocation location,
      Optional<CredentialSource> credentials,
      Sender sender,
      Executor workers,
      InstantSource clock) {
    this.location = location;
    this.credentials = credentials;
    this.signer = new RequestSigner(location.region());
    this.sender = sender;
    this.workers = workers;
    this.clock = clock;
    this.remedies = new Remedies(location, clock);
  }

  /** Looks for credentials before they are needed. */
  void prepare() {
    credentials.ifPresent(source -> {
      var _ =
          source
              .current()
              .thenAccept(result -> {
                if (result instanceof CredentialResult.Unknown(String reason)) {
                  remedies.log(NOT_FOUND + reason);
                }
              });
    });
  }

  /**
   * Sends a request. The stage never completes exceptionally.
   *
   * @param target path and query of the request line, encoded as in {@link KeyPath}
   * @param ofService S3's own fields, which are signed
   * @param fields that are not
   */
  CompletionStage<BucketAnswer> send(
      EventLoop loop, String method, String target, Fields ofService, Fields fields) {
    return attempt(
        new Attempt(loop, method, target, ofService, fields, EnumSet.allOf(Repetition.class)));
  }

  /** Why a request is sent once more; for each reason once. */
  private enum Repetition {
    /** Its credentials were over. */
    NEWER_CREDENTIALS,
    /** S3 was busy: some of its requests always fail so, and it asks for another try. */
    BUSY
  }

  /**
   * A request.
   *
   * @param left for which it may be sent again
   */
  private record Attempt(
      EventLoop loop,
      String method,
      String target,
      Fields ofService,
      Fields fields,
      Set<Repetition> left) {
    Attempt again(Repetition reason) {
      Set<Repetition> others = EnumSet.copyOf(left);
      others.remove(reason);
      return new Attempt(loop, method, target, ofService, fields, others);
    }

    /** What is sent, with these fields in front. */
    Fields with(Fields first) {
      List<Field> all = new ArrayList<>(first.lines());
      all.addAll(fields.lines());
      return Fields.of(all);
    }
  }

  private CompletionStage<BucketAnswer> attempt(Attempt attempt) {
    if (credentials.isEmpty()) {
      return sent(attempt, attempt.with(attempt.ofService), new Signature.Nobody());
    }
    return credentials
        .get()
        .current()
        .thenCompose(result ->
            switch (result) {
              case CredentialResult.Known(AwsCredentialsIdentity identity) ->
                  signed(attempt, identity);
              case CredentialResult.Unknown(String reason) -> {
                remedies.log(NOT_FOUND + reason);
                yield now(new Failed(Outage.BROKEN, NO_CREDENTIALS));
              }
            });
  }

  private CompletionStage<BucketAnswer> signed(Attempt attempt, AwsCredentialsIdentity identity) {
    CompletableFuture<CompletionStage<BucketAnswer>> sent = new CompletableFuture<>();
    try {
      workers.execute(() -> {
        try {
          URI url = URI.create(location.endpoint() + attempt.target);
          Fields own =
              signer.sign(identity, attempt.method, url, attempt.ofService, clock.instant());
          sent.complete(sent(attempt, attempt.with(own), new Signature.By(identity)));
        } catch (RuntimeException | Error e) {
          LOG.error("a request to {} cannot be signed", location.url(), e); // A bug.
          sent.complete(now(new Failed(Outage.BROKEN, "internal error")));
        }
      });
    } catch (RejectedExecutionException e) {
      sent.complete(now(new Failed(Outage.SATURATED, "Too many requests wait for a worker.")));
    }
    return sent.thenCompose(stage -> stage);
  }

  private CompletionStage<BucketAnswer> sent(Attempt attempt, Fields fields, Signature signature) {
    return sender
        .send(attempt.loop, UpstreamRequest.of(attempt.method, attempt.target, fields))
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String reason) ->
                  now(new Failed(outage, reason));
              case UpstreamResult.Responded(UpstreamResponse response)
                  when GIVEN.contains(response.status()) ->
                  now(new Given(response));
              case UpstreamResult.Responded(UpstreamResponse response) ->
                  WholeBody.of(response.body(), ERROR_BYTES_MAX)
                      .thenCompose(body -> refused(attempt, signature, response, body));
            });
  }

  private CompletionStage<BucketAnswer> refused(
      Attempt attempt, Signature signature, UpstreamResponse response, Optional<byte[]> body) {
    ErrorDocument error = body.flatMap(ErrorDocument::parse).orElse(ErrorDocument.NONE);
    Instant now = clock.instant();
    ErrorMeaning meaning =
        ErrorMeaning.of(response.status(), response.fields(), error, location.region(), now);
    if (meaning instanceof ErrorMeaning.Expired
        && attempt.left.contains(Repetition.NEWER_CREDENTIALS)
        && signature instanceof Signature.By(AwsCredentialsIdentity identity)) {
      credentials.ifPresent(source -> source.refused(identity));
      return attempt(attempt.again(Repetition.NEWER_CREDENTIALS));
    }
    if (meaning instanceof ErrorMeaning.Busy
        && attempt.left.contains(Repetition.BUSY)
        && !response.fields().contains("Retry-After")) {
      return later(attempt.again(Repetition.BUSY), new Refused(response, meaning));
    }
    remedies.log(meaning);
    return now(new Refused(response, meaning));
  }

  /** After a pause of another length for each, so that not all come back at once. */
  private CompletionStage<BucketAnswer> later(Attempt attempt, BucketAnswer otherwise) {
    CompletableFuture<CompletionStage<BucketAnswer>> repeated = new CompletableFuture<>();
    long pauseMillis = ThreadLocalRandom.current().nextLong(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX);
    try {
      var _ =
          attempt.loop.schedule(
              () -> repeated.complete(attempt(attempt)), pauseMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return now(otherwise); // The server is stopping.
    }
    return repeated.thenCompose(stage -> stage);
  }

  private static CompletionStage<BucketAnswer> now(BucketAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  void close() {
    sender.close();
  }
}
