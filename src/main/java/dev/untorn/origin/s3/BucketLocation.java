package dev.untorn.origin.s3;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.BucketSettings.Addressing;
import dev.untorn.origin.upstream.connect.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where the objects of a bucket are, and for which region requests for them are signed.
 *
 * @param endpoint of the requests; its host names the bucket, or its path does
 * @param bucketPath what stands before keys; without a slash at its end
 * @param prefix all keys begin so; empty, or with a slash at its end
 */
public record BucketLocation(Endpoint endpoint, String bucketPath, String prefix, String region) {
  private static final String SLASH = "/";

  /** What can be a name in DNS, and a label that certificates for {@code *.s3...} cover. */
  private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  /**
   * Of a bucket such as {@code s3://bucket/prefix}; may block.
   *
   * @throws IOException with the remedy if nothing says where it is
   */
  public static BucketLocation of(URI url, BucketSettings settings) throws IOException {
    try {
      return of(url, settings.endpoint(), BucketRegion.of(settings), settings.addressing());
    } catch (IllegalArgumentException e) {
      throw new IOException("%s cannot be used: %s".formatted(url, e.getMessage()), e);
    }
  }

  /** {@code given} is another endpoint than Amazon's. */
  static BucketLocation of(URI url, Optional<URI> given, String region, Addressing addressing) {
    URI base = given.orElseGet(() -> amazon(region));
    Endpoint server = Endpoint.of(base);
    String path = withoutSlash(base.getRawPath() == null ? "" : base.getRawPath());
    String bucket = url.getRawAuthority();
    String prefix = prefix(url.getPath() == null ? "" : url.getPath());
    boolean inHost =
        switch (addressing) {
          case AUTO -> given.isEmpty() && HOST_LABEL.matcher(bucket).matches();
          case PATH -> false;
          case VIRTUAL -> true;
        };
    return inHost
        ? new BucketLocation(
            new Endpoint(server.scheme(), bucket + '.' + server.host(), server.port()),
            path,
            prefix,
            region)
        : new BucketLocation(server, path + SLASH + bucket, prefix, region);
  }

  private static URI amazon(String region) {
    String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return URI.create("https://s3.%s.%s".formatted(region, suffix));
  }

  private static String prefix(String path) {
    String inner = path.startsWith(SLASH) ? path.substring(1) : path;
    return inner.isEmpty() || inner.endsWith(SLASH) ? inner : inner + SLASH;
  }

  private static String withoutSlash(String path) {
    return path.endsWith(SLASH) ? path.substring(0, path.length() - 1) : path;
  }

  /** What stands before a client's path; without a slash at its end. */
  public String objectsPath() {
    return withoutSlash(bucketPath + SLASH + KeyPath.encodedKey(prefix));
  }

  /** The URL below which the objects are; by it their keys in the cache begin. */
  public URI url() {
    return URI.create(endpoint + objectsPath());
  }
}
