package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.s3.CredentialResult.Known;
import dev.untorn.origin.s3.CredentialResult.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** With workers and a clock that move when the test says. */
final class CredentialSourceTest {
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T09:00:00Z");
  private Supplier<AwsCredentialsIdentity> answer = () -> basic("a");
  private int chains;

  private final CredentialSource source = new CredentialSource(this::chain, work::add, () -> now);

  private CredentialChain chain() {
    chains++;
    return new CredentialChain() {
      @Override
      public AwsCredentialsIdentity ask() {
        asked.add("chain " + chains);
        return answer.get();
      }

      @Override
      public void close() {
        asked.add("closed");
      }
    };
  }

  private static AwsCredentialsIdentity basic(String key) {
    return AwsBasicCredentials.create(key, "secret");
  }

  private static AwsCredentialsIdentity session(String key, Instant end) {
    return AwsSessionCredentials.builder()
        .accessKeyId(key)
        .secretAccessKey("secret")
        .sessionToken("token")
        .expirationTime(end)
        .build();
  }

  private CompletableFuture<CredentialResult> current() {
    return source.current().toCompletableFuture();
  }

  private void runAll() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  /** What requests are signed with, after all work; null if nobody signs. */
  private @Nullable String key() {
    CompletableFuture<CredentialResult> result = current();
    runAll();
    return result.join() instanceof Known(AwsCredentialsIdentity identity)
        ? identity.accessKeyId()
        : null;
  }

  @Test
  void all_who_wait_share_one_question() {
    CompletableFuture<CredentialResult> first = current();
    CompletableFuture<CredentialResult> second = current();
    assertFalse(first.isDone());
    assertEquals(1, work.size());
    runAll();
    assertEquals(new Known(basic("a")), first.join());
    assertEquals(new Known(basic("a")), second.join());
    assertTrue(current().isDone(), "nobody is asked again");
    assertEquals(List.of("chain 1"), asked);
  }

  @Test
  void what_does_not_end_is_looked_up_again_behind_who_asks() {
    assertEquals("a", key());
    now = now.plusSeconds(61);
    answer = () -> basic("b");
    assertEquals(new Known(basic("a")), current().join());
    runAll();
    assertEquals("b", key());
    assertEquals(List.of("chain 1", "chain 1"), asked);
  }

  @Test
  void what_ends_is_not_used_in_its_last_minute() {
    Instant end = now.plus(Duration.ofMinutes(10));
    answer = () -> session("a", end);
    assertEquals("a", key());
    now = end.minusSeconds(59);
    answer = () -> session("b", end.plus(Duration.ofHours(1)));
    CompletableFuture<CredentialResult> waits = current();
    assertFalse(waits.isDone());
    runAll();
    assertEquals("b", ((Known) waits.join()).identity().accessKeyId());
  }

  @Test
  void what_still_holds_stays_while_there_is_nothing_newer() {
    Instant end = now.plus(Duration.ofMinutes(10));
    answer = () -> session("a", end);
    assertEquals("a", key());
    now = now.plusSeconds(61);
    answer =
        () -> {
          throw SdkClientException.create("the metadata service is away");
        };
    assertEquals("a", key());
    assertEquals("a", key());
    assertEquals(2, asked.size(), "it is not asked for each request");
    now = end;
    assertEquals(null, key());
  }

  @Test
  void that_there_are_none_is_remembered_for_some_seconds() {
    answer =
        () -> {
          throw SdkClientException.create("none anywhere");
        };
    assertEquals(null, key());
    assertEquals(null, key());
    assertEquals(1, asked.size());
    assertEquals("none anywhere", assertInstanceOf(Unknown.class, current().join()).reason());
    now = now.plusSeconds(6);
    answer = () -> basic("a");
    assertEquals("a", key());
  }

  @Test
  void what_is_refused_is_asked_for_anew_of_a_chain_that_remembers_nothing() {
    assertEquals("a", key());
    source.refused(basic("other"));
    assertTrue(current().isDone(), "those were not in use");
    answer = () -> basic("b");
    source.refused(basic("a"));
    assertEquals("b", key());
    assertEquals(List.of("chain 1", "closed", "chain 2"), asked);
  }

  @Test
  void what_is_refused_while_it_is_looked_up_again_is_not_taken_once_more() {
    assertEquals("a", key());
    now = now.plusSeconds(61);
    assertTrue(current().isDone());
    source.refused(basic("a"));
    CompletableFuture<CredentialResult> again = current();
    work.remove().run();
    assertFalse(again.isDone(), "the chain that remembers them has answered");
    answer = () -> basic("b");
    runAll();
    assertEquals(new Known(basic("b")), again.join());
    assertEquals("b", key());
  }

  @Test
  void workers_that_are_all_busy_do_not_leave_anybody_waiting() {
    CredentialSource busy =
        new CredentialSource(
            this::chain,
            _ -> {
              throw new RejectedExecutionException();
            },
            () -> now);
    CredentialResult result = busy.current().toCompletableFuture().join();
    assertEquals(Optional.of("all workers are busy"), reason(result));
  }

  private static Optional<String> reason(CredentialResult result) {
    return result instanceof Unknown(String reason) ? Optional.of(reason) : Optional.empty();
  }
}
