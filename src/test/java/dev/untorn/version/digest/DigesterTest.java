package dev.untorn.version.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.config.Mode;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests of versions: computed once, from the version's own bytes, when somebody has time. */
final class DigesterTest {
  private static final int SEALED_BYTES = 6 << 20;

  @TempDir Path directory;

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final Digester digester = new Digester(tasks::add, tasks::add);

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private StoreFixture store(Mode mode) throws Exception {
    return new StoreFixture(directory, mode, StoreFixture.settings());
  }

  private void write(String text) throws Exception {
    Files.writeString(directory.resolve("a"), text);
  }

  private static Optional<Digest> digestOf(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    return Optional.of(
        new Digest(DigestAlgorithm.SHA_256, Base64.getEncoder().encodeToString(hash)));
  }

  private CompletableFuture<Optional<Digest>> whole(Hold hold) {
    return digester.whole(hold, DigestAlgorithm.SHA_256);
  }

  @Test
  void many_who_ask_share_one_computation_and_it_is_kept() throws Exception {
    write("hello");
    try (StoreFixture fixture = store(Mode.SNAPSHOT);
        Hold hold = fixture.held("a");
        Hold other = fixture.held("a")) {
      CompletableFuture<Optional<Digest>> first = whole(hold);
      assertSame(first, whole(other));
      assertEquals(1, tasks.size());
      assertFalse(first.isDone());
      run();
      assertEquals(digestOf("hello"), first.join());
      assertEquals(first.join(), whole(other).join());
      assertEquals(0, tasks.size());
    }
  }

  @Test
  void it_is_of_the_version_whatever_becomes_of_the_file_and_of_who_asked() throws Exception {
    String text = "A".repeat(SEALED_BYTES);
    write(text);
    try (StoreFixture fixture = store(Mode.SNAPSHOT)) {
      CompletableFuture<Optional<Digest>> digest;
      CompletableFuture<Optional<Digest>> part;
      try (Hold hold = fixture.held("a")) {
        StoreFixture.content(hold); // Waits until it is sealed.
        digest = whole(hold);
        part = digester.part(hold, DigestAlgorithm.SHA_256, 1, 1000);
      }
      write("B".repeat(SEALED_BYTES));
      fixture.held("a").close();
      fixture.store.shrink();
      run();
      assertEquals(digestOf(text), digest.join());
      assertEquals(digestOf("A".repeat(1000)), part.join());
    }
  }

  @Test
  void a_live_file_has_none() throws Exception {
    write("hello");
    try (StoreFixture fixture = store(Mode.SENDFILE);
        Hold hold = fixture.held("a")) {
      assertEquals(Optional.empty(), whole(hold).join());
      CompletableFuture<Optional<Digest>> part = digester.part(hold, DigestAlgorithm.SHA_256, 0, 1);
      run();
      assertEquals(Optional.empty(), part.join());
    }
  }

  @Test
  void what_nobody_had_time_for_is_computed_when_it_is_asked_for_again() throws Exception {
    write("hello");
    Digester busy =
        new Digester(
            _ -> {
              throw new RejectedExecutionException("busy");
            },
            tasks::add);
    try (StoreFixture fixture = store(Mode.SNAPSHOT);
        Hold hold = fixture.held("a")) {
      assertEquals(Optional.empty(), busy.whole(hold, DigestAlgorithm.SHA_256).join());
      CompletableFuture<Optional<Digest>> again = whole(hold);
      run();
      assertEquals(digestOf("hello"), again.join());
      assertEquals(1, fixture.store.holds(), "those of computations are given back");
    }
  }
}
