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
import java.nio.file.Files;
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
      proxy.origin =\s
      proxy.cache = /var/cache/untorn
      proxy.size = 10GiB
      proxy.network = online
      proxy.abandoned = 1m
      proxy.ca =\s
      proxy.credentials =\s
      proxy.connections = 64
      proxy.redirects-to = []
      proxy.private-addresses = refuse
      proxy.host = origin
      proxy.forwarded = none
      proxy.s3-endpoint =\s
      proxy.s3-region =\s
      proxy.s3-addressing = auto
      proxy.s3-profile =\s
      proxy.s3-signing = signed
      proxy.s3-folders = list
      proxy.fresh = origin
      proxy.negative = 30s
      proxy.stale-if-error = 7d
      proxy.cookies = refuse
      proxy.client-no-store = obey
      proxy.ignored-query = []
      proxy.unframed = refuse
      proxy.deliver = streaming
      proxy.digest = none
      network.bind = 127.0.0.1
      network.port = 8080
      network.threads = auto
      network.copying-devices = []
      admin.bind = 127.0.0.1
      admin.port = 9464
      admin.hosts = []
      admin.token-file =\s
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
  void the_reference_file_has_every_key_in_its_order_with_what_it_takes() throws Exception {
    List<ReferenceFile.Entry> entries = ReferenceFile.entries();
    assertEquals(
        Keys.ALL.stream().map(Key::fullName).toList(),
        entries.stream().map(ReferenceFile.Entry::key).toList());
    for (int i = 0; i < entries.size(); i++) {
      String comment = entries.get(i).comment();
      String takes = " Takes " + Keys.ALL.get(i).valueType().allowed() + ".";
      assertTrue(comment.matches("[A-Z].*\\.") && comment.endsWith(takes), comment + takes);
    }
    for (String line : Files.readAllLines(ReferenceFile.PATH)) {
      assertTrue(line.length() <= 88, line);
    }
  }

  @Test
  void the_reference_file_says_what_the_defaults_say() {
    LoadResult loadResult =
        SettingsReader.read(Optional.of(ReferenceFile.PATH), Map.of(), List.of());
    LoadResult.Read read = assertInstanceOf(LoadResult.Read.class, loadResult);
    for (Setting<?> setting : read.all()) {
      assertEquals(setting.key().defaultValue(), setting.value(), setting.key().fullName());
      assertInstanceOf(Provenance.InFile.class, setting.provenance(), setting.key().fullName());
    }
  }

  @Test
  void every_key_has_a_plain_name() {
    for (Key<?> key : Keys.ALL) {
      assertTrue(key.fullName().matches("[a-z]+\\.[a-z][a-z0-9]*(-[a-z]+)*"), key.fullName());
    }
    List<String> names = Keys.ALL.stream().map(Key::environmentName).toList();
    assertEquals(List.copyOf(names), names.stream().distinct().toList());
  }
}
