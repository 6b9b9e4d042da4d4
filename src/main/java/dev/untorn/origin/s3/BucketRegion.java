package dev.untorn.origin.s3;

import dev.untorn.config.BucketSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** For which region requests for a bucket are signed. */
final class BucketRegion {
  /** Servers of others mostly have no regions, and take this for theirs. */
  private static final String USUAL = "us-east-1";

  private BucketRegion() {}

  /**
   * That of the settings, else of the environment or the AWS files; at Amazon's also that of this
   * machine, which blocks.
   *
   * @throws IOException with the remedy if it is nowhere
   */
  static String of(BucketSettings settings) throws IOException {
    if (settings.region().isPresent()) {
      return settings.region().get();
    }
    boolean isAmazon = settings.endpoint().isEmpty();
    List<AwsRegionProvider> places = new ArrayList<>();
    places.add(new SystemSettingsRegionProvider());
    places.add(
        new AwsProfileRegionProvider(
            ProfileFile::defaultProfileFile,
            settings
                .profile()
                .orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow)));
    if (isAmazon && settings.signing() == BucketSettings.Signing.SIGNED) {
      places.add(new InstanceProfileRegionProvider());
    }
    try {
      return new AwsRegionProviderChain(places.toArray(AwsRegionProvider[]::new)).getRegion().id();
    } catch (SdkException e) {
      if (isAmazon) {
        throw new IOException("nothing says in which region the bucket is: set s3-region", e);
      }
      return USUAL;
    }
  }
}
