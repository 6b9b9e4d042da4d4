package dev.untorn.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.bench.load.ExpectedResponse;
import dev.untorn.bench.load.Statuses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpectedFilesTest {
  @TempDir private Path folder;

  @Test
  void a_target_names_its_file_however_it_is_written() throws Exception {
    Files.writeString(folder.resolve("a b+c"), "12345");
    ExpectedFiles expectations = new ExpectedFiles(folder, true);
    for (String target : new String[] {"/a%20b+c", "/a%20b%2bc?x=%zz", "/x/../%61%20b+c"}) {
      ExpectedResponse expected = expectations.of(target, Optional.empty(), Statuses.SUCCESS);
      assertEquals(OptionalLong.of(5), expected.lengthBytes(), target);
      assertTrue(expected.checksum().isPresent(), target);
    }
  }

  @Test
  void what_is_no_file_may_be_anything() throws Exception {
    Files.writeString(folder.resolve("index.html"), "12345");
    ExpectedFiles expectations = new ExpectedFiles(folder.resolve("."), true);
    for (String target : new String[] {"/", "/?x", "/none", "/%zz", "/%00", "/../" + folder}) {
      assertEquals(
          ExpectedResponse.of(Statuses.SUCCESS),
          expectations.of(target, Optional.empty(), Statuses.SUCCESS),
          target);
    }
  }
}
