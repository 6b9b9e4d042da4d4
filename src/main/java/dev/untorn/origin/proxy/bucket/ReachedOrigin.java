package dev.untorn.origin.proxy.bucket;

import dev.untorn.config.OriginSettings;
import dev.untorn.origin.proxy.reach.Reaching;
import dev.untorn.origin.s3.BucketLocation;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An origin by the URLs of HTTP under which it is reached.
 *
 * @param settings with these URLs
 * @param bucket if it is one
 */
public record ReachedOrigin(
    OriginSettings settings, Reaching reaching, Optional<BucketLocation> bucket) {
  private static final String S3 = "s3";

  /**
   * Reads the files that the settings name; may block.
   *
   * @throws IOException with the remedy if one cannot be used, or nothing says where a bucket is
   */
  public static ReachedOrigin of(OriginSettings origin) throws IOException {
    URI url = origin.urls().getFirst();
    if (!S3.equals(url.getScheme())) {
      return new ReachedOrigin(origin, Reaching.of(origin), Optional.empty());
    }
    BucketLocation location = BucketLocation.of(url, origin.reach().bucket());
    OriginSettings reached =
        new OriginSettings(origin.hosts(), origin.path(), List.of(location.url()), origin.reach());
    return new ReachedOrigin(reached, Reaching.of(reached), Optional.of(location));
  }
}
