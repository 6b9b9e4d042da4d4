package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.config.Mode;
import dev.untorn.config.Settings;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.server.StartupReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of a proxy. */
final class BannerTest {
  @TempDir private Path folder;

  private String banner(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("untorn.yaml"), text);
    Settings settings =
        assertInstanceOf(
                LoadResult.Read.class, SettingsReader.read(Optional.of(file), Map.of(), List.of()))
            .settings();
    StartupReport report =
        new StartupReport(
            Path.of("/cache"),
            "http://127.0.0.1:8080/",
            Mode.AUTO,
            "",
            0,
            List.of(),
            List.of(),
            Optional.empty(),
            false);
    return Banner.of(report, settings);
  }

  @Test
  void one_origin_is_named_with_all_its_addresses() throws Exception {
    assertEquals(
        """
        Untorn serves what https://a.example/debian or https://b.example has
          at       http://127.0.0.1:8080/
          cache    /cache: what its origin allows, as long as it says
          proof    nothing that its origin did not send whole is stored, or sent to its last byte
          metrics  off
        """,
        banner("proxy: {origin: ['https://a.example/debian', 'https://b.example']}"));
  }

  @Test
  void several_are_named_with_what_leads_to_them() throws Exception {
    assertEquals(
        """
        Untorn serves what 3 origins have
          at       http://127.0.0.1:8080/
          origins  /debian: https://a.example/debian
                   b.example, c.example/: https://b.example
                   /: https://d.example
          cache    /cache: what its origin allows, as long as it says
          rules    /debian/**: fresh 1m
          proof    nothing that its origin did not send whole is stored, or sent to its last byte
          metrics  off
        """,
        banner(
            """
            origins:
              - {path: /debian, url: 'https://a.example/debian'}
              - {hosts: [b.example, c.example], url: 'https://b.example'}
              - {url: 'https://d.example'}
            rules: [{match: /debian/**, fresh: 1m}]
            """));
  }

  @Test
  void a_long_list_leaves_the_rest_in_sight() throws Exception {
    StringBuilder text = new StringBuilder("origins:\n");
    for (int i = 0; i < 11; i++) {
      text.append("  - {path: /%d, url: 'http://a.example/%d'}\n".formatted(i, i));
    }
    List<String> lines = banner(text.toString()).lines().toList();
    assertEquals("           /7: http://a.example/7", lines.get(9));
    assertEquals("           and 3 more", lines.get(10));
  }
}
