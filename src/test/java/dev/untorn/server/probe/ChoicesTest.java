package dev.untorn.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.config.Mode;
import dev.untorn.version.Proof;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChoicesTest {
  @ParameterizedTest(name = "{0}: leases that prove {1}, clones {2}, copying device {3}")
  @CsvSource({
    "AUTO,     true,  true,  true,  CLONE,  SENDFILE,       LEASED",
    "AUTO,     true,  false, true,  LEASED, SENDFILE,       LEASED",
    "AUTO,     true,  false, false, LEASED, READ_AND_WRITE, LEASED",
    "AUTO,     false, true,  true,  CLONE,  SENDFILE,       CLONED",
    "AUTO,     false, false, true,  COPY,   SENDFILE,       UNPROVEN",
    "SNAPSHOT, true,  false, false, COPY,   SENDFILE,       LEASED",
    "SNAPSHOT, true,  true,  false, CLONE,  SENDFILE,       LEASED",
    "SNAPSHOT, false, false, true,  COPY,   SENDFILE,       UNPROVEN",
    "GUARDED,  true,  true,  true,  LEASED, SENDFILE,       LEASED",
    "GUARDED,  true,  true,  false, LEASED, READ_AND_WRITE, LEASED",
    "GUARDED,  false, true,  false, CLONE,  SENDFILE,       CLONED",
    "GUARDED,  false, false, true,  COPY,   SENDFILE,       UNPROVEN",
    "SENDFILE, true,  true,  true,  LIVE,   SENDFILE,       UNPROVEN",
  })
  void a_large_file_is_sent_as_the_tables_of_the_design_say(
      Mode mode,
      boolean proves,
      boolean clones,
      boolean copies,
      Choice.BodyKind body,
      Choice.SendMethod way,
      Proof proof) {
    Choice large =
        new Choices(proves, clones, copies)
            .all().stream()
                .filter(choice -> choice.mode() == mode && choice.size() == Choice.SizeClass.LARGE)
                .findFirst()
                .orElseThrow();
    assertEquals(body, large.body());
    assertEquals(way, large.way());
    assertEquals(proof, large.proof());
  }
}
