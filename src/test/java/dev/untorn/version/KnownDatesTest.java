package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class KnownDatesTest {
  private final KnownDates known = new KnownDates();

  private static Version version(long seconds, long ctimeNanos, TagBasis tags, String tag) {
    return new Version(
        new Stamp(1, 2, 3, seconds * 1_000_000_000, ctimeNanos, 1),
        3,
        new EntityTag(tag, false),
        StoreFixture.TEXT,
        new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, tags, DateTrust.CHECKED),
        new LastModified(seconds, true, 0),
        Proof.LEASED,
        new Body.Memory(ByteBuffer.allocate(0)));
  }

  private static Version of(long seconds, long ctimeNanos) {
    return version(seconds, ctimeNanos, TagBasis.STAMP, "t" + ctimeNanos);
  }

  private boolean isShared(String name, Version version) {
    known.note(name, version.lastModifiedSeconds(), version);
    return known.isShared(name, version);
  }

  @Test
  void a_version_sent_without_a_date_may_be_known_by_the_time_it_was_sent_at() {
    known.note("f", 7, of(7, 1));
    known.note("f", 8, of(7, 1));
    assertFalse(known.isShared("f", of(7, 1)));
    assertTrue(isShared("f", of(8, 2)));
  }

  @Test
  void one_version_taken_again_shares_its_date_with_nobody() {
    assertFalse(isShared("f", of(7, 1)));
    assertFalse(isShared("f", of(7, 1)));
    assertFalse(isShared("f", of(8, 2)));
    assertFalse(isShared("g", of(7, 3)));
  }

  @Test
  void two_versions_of_a_name_with_one_date_share_it_from_then_on() {
    assertFalse(isShared("f", of(7, 1)));
    assertFalse(isShared("f", of(8, 2)));
    assertTrue(isShared("f", of(7, 3)));
    assertTrue(isShared("f", of(7, 1)), "the first one comes back");
  }

  @Test
  void versions_whose_bytes_are_known_to_be_the_same_are_one() {
    assertFalse(isShared("f", version(7, 1, TagBasis.CONTENT, "same")));
    assertFalse(isShared("f", version(7, 2, TagBasis.CONTENT, "same")));
    assertTrue(isShared("f", version(7, 2, TagBasis.CONTENT, "other")));
  }

  @Test
  void a_flood_of_names_is_forgotten_and_accuses_nobody() {
    int accused = 0;
    for (int i = 0; i < 300_000; i++) {
      accused += isShared("name " + i, of(7, i)) ? 1 : 0;
    }
    assertTrue(accused < 10, "by chance");
  }
}
