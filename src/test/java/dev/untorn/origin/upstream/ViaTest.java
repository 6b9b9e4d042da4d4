package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.connect.Via;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import org.junit.jupiter.api.Test;

/** A request that comes back to its proxy goes no further. */
final class ViaTest {
  @Test
  void a_request_that_comes_back_is_recognised() {
    Via via = new Via("untorn-1");
    assertTrue(via.isLoop(Fields.of("Via", "1.1 untorn-1")));
    assertTrue(via.isLoop(Fields.of("Via", "1.0 a", "via", "2 b (c) , 1.1  UNTORN-1 (x)")));
    assertTrue(via.isLoop(Fields.of("Via", "HTTP/1.1 untorn-1")));
  }

  @Test
  void requests_of_others_are_none_of_its_own() {
    Via via = new Via("untorn-1");
    assertFalse(via.isLoop(Fields.NONE));
    assertFalse(via.isLoop(Fields.of("Via", "1.1 untorn-12, 1.1 b (untorn-1)")));
    assertNotEquals(Via.random(), Via.random());
  }

  @Test
  void a_request_is_marked_and_not_sent_a_second_time() throws Exception {
    try (UpstreamHarness harness = new UpstreamHarness();
        var origin = ScriptedOrigin.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      UpstreamClient client = harness.client(origin.endpoint(), PATIENT);
      UpstreamRequest first = UpstreamRequest.of("GET", "/", Fields.of("Via", "1.0 before"));
      responded(send(client, harness.loop(), first)).body().cancel();
      String head = origin.heads().getFirst();
      assertTrue(head.contains("Via: 1.0 before\r\n"), head);
      assertTrue(head.endsWith("via: " + harness.via().entry()), head);
      UpstreamRequest again =
          UpstreamRequest.of("GET", "/", Fields.of("Via", harness.via().entry()));
      assertEquals(Outage.BROKEN, failed(send(client, harness.loop(), again)).outage());
      assertEquals(1, origin.heads().size());
    }
  }
}
