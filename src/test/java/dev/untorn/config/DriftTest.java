package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.config.load.SettingsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keys and defaults are a promise to users: they change here, deliberately, or not at all. */
final class DriftTest {
  private static final String PINNED =
      """
      serve.directory = .
      serve.mode = auto
      serve.while-writing = committed
      serve.index = [index.html]
      serve.listing = on
      serve.spa =\s
      serve.symlinks = beneath
      serve.precompressed = on
      serve.cache-control =\s
      serve.etag = stamp
      serve.dates = checked
      serve.on-modification = count
      network.bind = 127.0.0.1
      network.port = 8080
      network.threads = auto
      network.copying-devices = []
      admin.bind = 127.0.0.1
      admin.port = 9464
      admin.hosts = []
      store.memory-file-max = 32KiB
      store.memory = 256MiB
      store.disk = 16GiB
      store.versions = 32768
      store.spool = /var/tmp
      store.writer-hold = 1s
      store.writer-wait = 250ms
      store.max-stale = 10m
      store.break-copy = 1GiB
      store.pinned = 4GiB
      store.pin-time = 10m
      limits.connections = 20000
      limits.header-max = 16KiB
      limits.target-max = 8KiB
      limits.header-timeout = 10s
      limits.idle-timeout = 75s
      limits.send-rate-min = 1KiB
      limits.send-grace = 30s
      limits.body-max = 64KiB
      limits.pipelined = 64KiB
      limits.ranges-max = 1024
      limits.workers = 8
      limits.worker-queue = 10000
      limits.shutdown = 10s
      log.format = combined
      log.access = off
      """;

  @Test
  void every_key_and_default_is_the_one_promised() {
    String actual =
        Keys.ALL.stream()
            .map(key -> key.fullName() + " = " + key.plainDefault() + "\n")
            .collect(Collectors.joining());
    assertEquals(PINNED, actual);
  }

  @Test
  void the_reference_file_is_the_table() throws Exception {
    Path written = Path.of("target", "untorn.yaml");
    Files.writeString(written, SettingsText.reference());
    assertEquals(
        SettingsText.reference(),
        Files.readString(Path.of("config", "untorn.yaml")),
        "after a change of the table: cp " + written + " config/untorn.yaml");
  }

  @Test
  void the_reference_file_says_what_the_defaults_say() {
    LoadResult loadResult =
        SettingsReader.read(Optional.of(Path.of("config", "untorn.yaml")), Map.of(), List.of());
    LoadResult.Read read = assertInstanceOf(LoadResult.Read.class, loadResult);
    for (Setting<?> setting : read.all()) {
      assertEquals(setting.key().defaultValue(), setting.value(), setting.key().fullName());
      assertInstanceOf(Provenance.InFile.class, setting.provenance(), setting.key().fullName());
    }
  }

  @Test
  void every_key_has_a_sentence_and_takes_its_own_default() {
    for (Key<?> key : Keys.ALL) {
      assertTrue(key.sentence().matches("(?s)[A-Z].*\\."), key.fullName());
      assertTrue(key.fullName().matches("[a-z]+\\.[a-z]+(-[a-z]+)*"), key.fullName());
    }
    List<String> names = Keys.ALL.stream().map(Key::environmentName).toList();
    assertEquals(List.copyOf(names), names.stream().distinct().toList());
  }
}
