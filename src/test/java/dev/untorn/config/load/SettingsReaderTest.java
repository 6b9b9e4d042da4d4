package dev.untorn.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.AdminSettings;
import dev.untorn.config.Defaults;
import dev.untorn.config.LogSettings;
import dev.untorn.config.Mode;
import dev.untorn.config.NetworkSettings;
import dev.untorn.config.Settings;
import dev.untorn.config.Size;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {
  @TempDir private Path folder;

  @Test
  void nothing_set_is_the_defaults() {
    LoadResult.Read read = read(Map.of());
    assertEquals(Defaults.settings(), read.settings());
    assertEquals(Keys.ALL, read.all().stream().<Key<?>>map(Setting::key).toList());
    assertTrue(
        read.all().stream().allMatch(each -> each.provenance() instanceof Provenance.Default));
  }

  @Test
  void the_file_fills_typed_settings() throws Exception {
    Settings settings =
        readFile(
                """
                serve:
                  directory: /srv/ü files
                  mode: sendfile
                  index: [index.html, "a,b.htm"]
                  listing: off
                  spa: app/index.html
                  cache-control: "public, max-age=60"
                network: { bind: "::", port: 0, threads: 3 }
                admin:
                  port: off
                store:
                  memory-file-max: 0
                  writer-hold: 2s
                limits:
                log:
                  format: json
                """)
            .settings();
    assertEquals(Path.of("/srv/ü files"), settings.serve().directory());
    assertEquals(Mode.SENDFILE, settings.serve().mode());
    assertEquals(List.of("index.html", "a,b.htm"), settings.serve().index());
    assertEquals(false, settings.serve().listing());
    assertEquals(Optional.of("app/index.html"), settings.serve().spa());
    assertEquals("public, max-age=60", settings.serve().cacheControl());
    assertEquals(new NetworkSettings("::", 0, 3, List.of()), settings.network());
    assertEquals(
        new AdminSettings(false, "127.0.0.1", 0, true, List.of(), Optional.empty()),
        settings.admin());
    assertEquals(new Size(0), settings.store().memoryFileMax());
    assertEquals(Duration.ofSeconds(2), settings.store().writerHold());
    assertEquals(Defaults.settings().limits(), settings.limits());
    assertEquals(LogSettings.Format.JSON, settings.log().format());
  }

  @Test
  void options_override_variables_and_these_the_file() throws Exception {
    Path file = file("network: {port: 1, bind: a, threads: 1}\n");
    LoadResult.Read read =
        assertInstanceOf(
            LoadResult.Read.class,
            SettingsReader.read(
                Optional.of(file),
                Map.of("UNTORN_NETWORK_PORT", "2", "UNTORN_NETWORK_BIND", "b", "PATH", "/bin"),
                List.of(new CliValue(Keys.named("network.port"), "3", "--port"))));
    assertEquals(new NetworkSettings("b", 3, 1, List.of()), read.settings().network());
    assertEquals(
        Map.of(
            "network.port", "option --port",
            "network.bind", "environment UNTORN_NETWORK_BIND",
            "network.threads", file + ":1",
            "network.copying-devices", "default",
            "serve.mode", "default"),
        read.all().stream()
            .filter(each ->
                each.key().section().equals("network")
                    || each.key().fullName().equals("serve.mode"))
            .collect(Collectors.toMap(s -> s.key().fullName(), s -> s.provenance().shown())));
  }

  @Test
  void every_mistake_outside_the_file_is_reported_with_its_place() {
    LoadResult loadResult =
        SettingsReader.read(
            Optional.empty(),
            Map.of(
                "UNTORN_SERVE_MOD", "sendfile",
                "UNTORN_STORE_MEMORY", "64M",
                "UNTORN_LOG_QUUX_XYZZY_FOO", "",
                "UNTORN_JAVA_OPTS", "-Xmx1g",
                "UNTORN_HOME", "/"),
            List.of(new CliValue(Keys.named("network.port"), "http", "--port")));
    assertEquals(
        """
        environment UNTORN_LOG_QUUX_XYZZY_FOO: no such variable; allowed: UNTORN_LOG_ACCESS, UNTORN_LOG_FORMAT
        environment UNTORN_SERVE_MOD: no such variable; did you mean UNTORN_SERVE_MODE?
        environment UNTORN_STORE_MEMORY: found '64M'; allowed: a size from 1MiB to 1TiB, in bytes or with a unit such as KiB or MB
        option --port: found 'http'; allowed: a whole number from 0 to 65535
        """,
        lines(loadResult));
  }

  @Test
  void a_list_outside_the_file_has_commas() {
    assertEquals(
        List.of("index.html", "index.htm"),
        read(Map.of("UNTORN_SERVE_INDEX", "index.html, index.htm")).settings().serve().index());
    assertEquals(List.of(), read(Map.of("UNTORN_SERVE_INDEX", "")).settings().serve().index());
  }

  @Test
  void a_port_that_is_named_is_required_and_one_by_default_gives_way() {
    assertEquals(
        new AdminSettings(true, "127.0.0.1", 9464, false, List.of(), Optional.empty()),
        Defaults.settings().admin());
    assertEquals(
        new AdminSettings(true, "127.0.0.1", 9464, true, List.of(), Optional.empty()),
        read(Map.of("UNTORN_ADMIN_PORT", "9464")).settings().admin());
  }

  @Test
  void settings_that_contradict_each_other_are_refused() {
    assertEquals(
        """
        environment UNTORN_STORE_MEMORY_FILE_MAX: store.memory-file-max (2MiB) is more than store.memory (1MiB)
        environment UNTORN_LIMITS_HEADER_MAX: limits.header-max (4KiB) has no room for limits.target-max (8KiB) and 512B of fields
        environment UNTORN_ADMIN_PORT: network.port and admin.port are both 8080 at the same address
        """,
        lines(
            SettingsReader.read(
                Optional.empty(),
                Map.of(
                    "UNTORN_STORE_MEMORY_FILE_MAX", "2MiB",
                    "UNTORN_LIMITS_HEADER_MAX", "4KiB",
                    "UNTORN_STORE_MEMORY", "1MiB",
                    "UNTORN_ADMIN_PORT", "8080"),
                List.of())));
  }

  @Test
  void the_printed_settings_are_read_back_as_the_same() throws Exception {
    Map<String, String> environment =
        Map.of(
            "UNTORN_SERVE_DIRECTORY", "/srv/# 'ü' \"x\": \\ \n y",
            "UNTORN_SERVE_INDEX", "a b, 'c', true, 12",
            "UNTORN_SERVE_SPA", "null",
            "UNTORN_SERVE_CACHE_CONTROL", "max-age=60 # , \"x\"",
            "UNTORN_LOG_ACCESS", "-",
            "UNTORN_LIMITS_SEND_RATE_MIN", "1001");
    LoadResult.Read read = read(environment);
    LoadResult.Read again = readFile(SettingsText.effective(read));
    assertEquals(read.settings().serve(), again.settings().serve());
    assertEquals(read.settings().limits(), again.settings().limits());
    assertEquals(read.settings().log(), again.settings().log());
  }

  private static LoadResult.Read read(Map<String, String> environment) {
    LoadResult loadResult = SettingsReader.read(Optional.empty(), environment, List.of());
    return assertInstanceOf(LoadResult.Read.class, loadResult, loadResult::toString);
  }

  private LoadResult.Read readFile(String text) throws Exception {
    LoadResult loadResult = SettingsReader.read(Optional.of(file(text)), Map.of(), List.of());
    return assertInstanceOf(LoadResult.Read.class, loadResult, loadResult::toString);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("untorn.yaml"), text);
  }

  private static String lines(LoadResult loadResult) {
    return assertInstanceOf(LoadResult.Invalid.class, loadResult).problems().stream()
        .map(problem -> problem.line() + "\n")
        .collect(Collectors.joining());
  }
}
