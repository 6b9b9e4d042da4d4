package dev.untorn.origin.proxy.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.proxy.shared.SharedRequest.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SharedRequestsTest {
  private static final String KEY = "http://origin.example/a";

  private final SharedRequests requests = new SharedRequests();
  private final SharedRequest first = new SharedRequest("");

  @Test
  void a_second_request_waits_for_the_first_until_that_has_an_outcome() {
    assertNull(requests.fetch(KEY, first));
    assertSame(first, requests.fetch(KEY, new SharedRequest("")));
    assertSame(first, requests.fetchUnderWay(KEY));
    first.over();
    assertNull(requests.fetchUnderWay(KEY));
    assertNull(requests.fetch(KEY, new SharedRequest("")));
  }

  @Test
  void who_is_told_the_outcome_of_one_can_begin_the_next_at_once() {
    assertNull(requests.fetch(KEY, first));
    List<Optional<SharedRequest>> next = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      var _ =
          first
              .outcome()
              .thenAccept(_ -> next.add(Optional.ofNullable(fetch(new SharedRequest("")))));
    }
    first.alone();
    assertEquals(2, next.size());
    assertTrue(next.get(0).isEmpty(), "it leads");
    assertTrue(next.get(1).isPresent(), "it waits for the one before");
  }

  private @Nullable SharedRequest fetch(SharedRequest mine) {
    return requests.fetch(KEY, mine);
  }

  @Test
  void validations_with_other_directives_are_others() {
    assertNull(requests.validate(KEY, first));
    assertNull(requests.validate(KEY, new SharedRequest("no-cache=")));
    assertTrue(requests.isValidating(KEY, Optional.of("")));
    assertFalse(requests.isValidating(KEY, Optional.of("max-age=0")));
    assertFalse(requests.isValidating(KEY, Optional.empty()));
    first.over();
    assertFalse(requests.isValidating(KEY, Optional.of("")));
  }

  @Test
  void what_was_sent_before_a_request_came_or_otherwise_does_not_answer_it() {
    long before = System.nanoTime();
    assertFalse(first.answers(before, ""), "it is not sent");
    first.sending();
    long after = System.nanoTime();
    first.sending();
    assertTrue(first.answers(before, ""));
    assertFalse(first.answers(before, "no-cache="));
    assertFalse(first.answers(after, ""));
  }

  @Test
  void the_first_outcome_is_the_outcome() {
    first.alone();
    first.over();
    assertTrue(first.outcome().toCompletableFuture().join() instanceof Outcome.Alone);
  }
}
