package dev.untorn.origin.s3;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests without body by Signature Version 4. Only Host and S3's own fields are signed:
 * proxies on the way may change others, such as Accept-Encoding. Thread-safe.
 */
final class RequestSigner {
  private static final String SERVICE = "s3";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String region;

  RequestSigner(String region) {
    this.region = region;
  }

  /**
   * The fields that a request gets: those of S3 that were given, and what signs them.
   *
   * @param url with path and query as they are sent; both encoded as in {@link KeyPath}
   */
  Fields sign(
      AwsCredentialsIdentity identity, String method, URI url, Fields ofService, Instant now) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(url);
    ofService.forEach(field -> request.appendHeader(field.name(), field.value()));
    SdkHttpRequest signed =
        signer
            .sign(sign ->
                sign.identity(identity)
                    .request(request.build())
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
            .request();
    List<Field> fields = new ArrayList<>();
    signed.forEachHeader((name, values) -> {
      if (!name.toLowerCase(Locale.ROOT).equals("host")) { // Which the connection's endpoint gives.
        values.forEach(value -> fields.add(new Field(name, value)));
      }
    });
    return Fields.of(fields);
  }
}
