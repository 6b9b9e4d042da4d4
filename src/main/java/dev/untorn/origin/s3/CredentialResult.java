package dev.untorn.origin.s3;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Who signs requests. */
sealed interface CredentialResult {
  /** These credentials. */
  record Known(AwsCredentialsIdentity identity) implements CredentialResult {}

  /** There are none; the reason is for the log, and has nothing of what was found. */
  record Unknown(String reason) implements CredentialResult {}
}
