package dev.untorn.origin.s3;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Places where credentials may be. */
interface CredentialChain extends AutoCloseable {
  /** The credentials of the first place that has some; blocks. Throws if none has. */
  AwsCredentialsIdentity ask();

  @Override
  void close();

  /**
   * The AWS SDK's chain, or one profile of its files. The chain is: system properties, environment,
   * web identity, the default profile, a container's, the machine's metadata service.
   */
  static CredentialChain ofSdk(Optional<String> profile) {
    AwsCredentialsProvider provider =
        profile.isPresent()
            ? ProfileCredentialsProvider.create(profile.get())
            : DefaultCredentialsProvider.builder().build();
    return new CredentialChain() {
      @Override
      public AwsCredentialsIdentity ask() {
        return provider.resolveCredentials();
      }

      @Override
      public void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
          closeable.close();
        }
      }
    };
  }
}
