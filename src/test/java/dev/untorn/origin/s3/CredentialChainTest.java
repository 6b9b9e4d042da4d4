package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The places where the AWS SDK looks, each with a server or a file of the test's own. */
final class CredentialChainTest {
  private static final Instant END = Instant.parse("2199-01-01T00:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void environment_names_none() {
    Skip.unless(
        Stream.of("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
            .noneMatch(System.getenv()::containsKey),
        "the environment says where credentials are");
  }

  /** Runs a step with system properties, which the SDK takes as it does the environment. */
  private <T> T with(Map<String, String> properties, Callable<T> step) throws Exception {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("aws.sharedCredentialsFile", folder.resolve("none").toString());
    all.putIfAbsent("aws.configFile", folder.resolve("none").toString());
    all.putIfAbsent("aws.disableEc2Metadata", "true");
    all.forEach(System::setProperty);
    try {
      return step.call();
    } finally {
      all.keySet().forEach(System::clearProperty);
    }
  }

  private static AwsCredentialsIdentity ask() {
    try (CredentialChain chain = CredentialChain.ofSdk(Optional.empty())) {
      return chain.ask();
    }
  }

  private static String keyOf(String profile) {
    try (CredentialChain chain = CredentialChain.ofSdk(Optional.of(profile))) {
      return chain.ask().accessKeyId();
    }
  }

  private static String json(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  @Test
  void where_there_are_none_the_places_are_named() throws Exception {
    String said =
        with(
            Map.of(),
            () -> assertThrows(RuntimeException.class, CredentialChainTest::ask).getMessage());
    assertTrue(said.contains("Unable to load credentials from any of the providers"), said);
  }

  @Test
  void a_machine_tells_its_own_to_who_has_a_token() throws Exception {
    try (ScriptedOrigin metadata =
        new ScriptedOrigin((peer, _) -> {
          String head = peer.request();
          boolean asksToken = head.startsWith("PUT /latest/api/token ");
          boolean hasToken = head.toLowerCase(Locale.ROOT).contains("token: imds-token");
          if (asksToken) {
            peer.send(
                json("imds-token")
                    .replace("\r\n\r\n", "\r\nx-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\n"));
          } else if (!hasToken) {
            peer.send("HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          } else if (head.contains("/role ")) {
            peer.send(
                json(
                    """
                    {"Code":"Success","AccessKeyId":"imds","SecretAccessKey":"s","Token":"t",\
                    "Expiration":"2199-01-01T00:00:00Z"}\
                    """));
          } else {
            peer.send(json("role"));
          }
        })) {
      AwsCredentialsIdentity identity =
          with(
              Map.of(
                  "aws.disableEc2Metadata",
                  "false",
                  "aws.ec2MetadataServiceEndpoint",
                  "http://127.0.0.1:" + metadata.port()),
              CredentialChainTest::ask);
      assertEquals("imds", identity.accessKeyId());
      assertEquals("t", ((AwsSessionCredentialsIdentity) identity).sessionToken());
      assertEquals(Optional.of(END), identity.expirationTime());
    }
  }

  @Test
  void a_web_identity_is_exchanged_at_the_token_service() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "jwt");
    try (ScriptedOrigin service =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send(
              json(
                  """
                  <AssumeRoleWithWebIdentityResponse \
                  xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\
                  <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>web</AccessKeyId>\
                  <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
                  <Expiration>2199-01-01T00:00:00Z</Expiration></Credentials>\
                  </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>\
                  """));
        })) {
      AwsCredentialsIdentity identity =
          with(
              Map.of(
                  "aws.webIdentityTokenFile",
                  token.toString(),
                  "aws.roleArn",
                  "arn:aws:iam::123456789012:role/reader",
                  "aws.region",
                  "eu-central-1",
                  "aws.endpointUrlSts",
                  "http://127.0.0.1:" + service.port()),
              CredentialChainTest::ask);
      assertEquals("web", identity.accessKeyId());
      assertEquals(Optional.of(END), identity.expirationTime());
    }
  }

  @Test
  void a_profile_is_the_one_that_is_named() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("credentials"),
            """
            [default]
            aws_access_key_id = a
            aws_secret_access_key = s
            [other]
            aws_access_key_id = b
            aws_secret_access_key = s
            """);
    Map<String, String> properties = Map.of("aws.sharedCredentialsFile", file.toString());
    assertEquals("a", with(properties, CredentialChainTest::ask).accessKeyId());
    String other = with(properties, () -> keyOf("other"));
    assertEquals("b", other);
  }

  @Test
  void the_environment_goes_first() throws Exception {
    AwsCredentialsIdentity identity =
        with(
            Map.of("aws.accessKeyId", "env", "aws.secretAccessKey", "s", "aws.sessionToken", "t"),
            CredentialChainTest::ask);
    assertEquals("env", identity.accessKeyId());
    assertEquals("t", ((AwsSessionCredentialsIdentity) identity).sessionToken());
  }

  @Test
  void the_agent_of_a_container_is_asked_with_its_token() throws Exception {
    try (ScriptedOrigin agent =
        new ScriptedOrigin((peer, _) -> {
          String head = peer.request().toLowerCase(Locale.ROOT);
          peer.send(
              head.contains("authorization: container-token")
                  ? json(
                      """
                      {"AccessKeyId":"pod","SecretAccessKey":"s","Token":"t",\
                      "Expiration":"2199-01-01T00:00:00Z"}\
                      """)
                  : "HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
      AwsCredentialsIdentity identity =
          with(
              Map.of(
                  "aws.containerCredentialsFullUri",
                  "http://127.0.0.1:" + agent.port() + "/v1/credentials",
                  "aws.containerAuthorizationToken",
                  "container-token"),
              CredentialChainTest::ask);
      assertEquals("pod", identity.accessKeyId());
      assertEquals(Optional.of(END), identity.expirationTime());
    }
  }

  @Test
  void a_profile_may_name_a_program_or_a_role() throws Exception {
    Path program =
        Files.writeString(
            folder.resolve("program"),
            """
            #!/bin/sh
            echo '{"Version":1,"AccessKeyId":"program","SecretAccessKey":"s"}'
            """);
    assertTrue(program.toFile().setExecutable(true));
    Path file =
        Files.writeString(
            folder.resolve("config"),
            """
            [profile program]
            credential_process = %s
            [profile base]
            aws_access_key_id = a
            aws_secret_access_key = s
            [profile role]
            role_arn = arn:aws:iam::123456789012:role/reader
            source_profile = base
            region = eu-central-1
            """
                .formatted(program));
    try (ScriptedOrigin service =
        new ScriptedOrigin((peer, _) -> {
          peer.request();
          peer.send(
              json(
                  """
                  <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\
                  <AssumeRoleResult><Credentials><AccessKeyId>role</AccessKeyId>\
                  <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
                  <Expiration>2199-01-01T00:00:00Z</Expiration></Credentials>\
                  </AssumeRoleResult></AssumeRoleResponse>\
                  """));
        })) {
      Map<String, String> properties =
          Map.of(
              "aws.configFile",
              file.toString(),
              "aws.endpointUrlSts",
              "http://127.0.0.1:" + service.port());
      assertEquals("program", with(properties, () -> keyOf("program")));
      assertEquals("role", with(properties, () -> keyOf("role")));
    }
  }
}
