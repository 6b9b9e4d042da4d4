package dev.untorn.origin.s3;

import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.version.Outage;

/** What became of a signed request. */
sealed interface BucketAnswer {
  /** An object, a part of one, or that it is the same; the response is as S3 sent it. */
  record Given(UpstreamResponse response) implements BucketAnswer {}

  /** An error; its body is read, or given up. */
  record Refused(UpstreamResponse head, ErrorMeaning meaning) implements BucketAnswer {}

  /** There was no response, or no request; the reason is a sentence for people. */
  record Failed(Outage outage, String reason) implements BucketAnswer {}
}
