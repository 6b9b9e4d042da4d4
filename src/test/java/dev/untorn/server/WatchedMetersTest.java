package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.metrics.Meter;
import dev.untorn.metrics.MeterTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that runs tells of itself. */
final class WatchedMetersTest {
  @TempDir Path directory;

  @Test
  void a_server_reports_every_meter_of_the_table() throws Exception {
    try (Served served = Served.directory(directory)) {
      byte[] scrape = served.server().components().meters().scrape("").text();
      String text = new String(scrape, StandardCharsets.UTF_8);
      for (Meter meter : Meter.values()) {
        assertTrue(text.contains("# TYPE " + MeterTable.name(meter) + " "), meter::toString);
      }
    }
  }

  @Test
  void numbers_kept_elsewhere_are_those_of_their_meters() throws Exception {
    Files.writeString(directory.resolve("f"), "0123456789");
    try (Served served = Served.directory(directory, "serve.mode=snapshot")) {
      assertEquals(200, served.get("/f").status());
      assertEquals(1, Wires.series(served, "untorn_store_versions"));
      assertTrue(Wires.series(served, "untorn_connections_accepted_total") >= 1);
      assertEquals(0, Wires.series(served, "untorn_connections_refused_total"));
      assertEquals(0, Wires.series(served, "untorn_access_log_lost_total"));
    }
  }
}
