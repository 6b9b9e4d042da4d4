package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.Lease.Attempt;
import dev.untorn.linux.file.Lease.Refusal;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.testing.Skip;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reasons for no lease that need no writer. */
final class LeaseRefusalTest {
  @Test
  void a_directory_takes_no_read_lease(@TempDir Path place) {
    try (LinuxFile directory = Fixture.directory(place)) {
      assertEquals(new Attempt.Refused(Refusal.UNSUPPORTED), Lease.tryTake(directory));
    }
  }

  @Test
  void a_file_of_somebody_else_takes_none_without_the_capability() {
    Skip.unless(!Machine.mayLeaseAnyFile(), "this user may lease any file");
    try (LinuxFile file = Fixture.open(Path.of("/etc"), "passwd")) {
      assertEquals(new Attempt.Refused(Refusal.NOT_OWNER), Lease.tryTake(file));
    }
  }
}
