package dev.untorn.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.Settings;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProbeTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir private Path folder;

  @Test
  void every_topic_and_every_mode_is_told_once() throws Exception {
    Files.writeString(folder.resolve("sample"), "x");
    ProbeReport report = probe(folder);
    assertEquals(List.of(Topic.values()), report.facts().stream().map(Fact::topic).toList());
    assertEquals(2L * Mode.values().length, report.choices().stream().distinct().count());
    assertEquals(2 * Mode.values().length, report.choices().size());
  }

  @Test
  void nothing_is_left_behind() throws Exception {
    Files.writeString(folder.resolve("sample"), "x");
    probe(folder);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("sample")), left.toList());
    }
    assertEquals("x", Files.readString(folder.resolve("sample")));
    // A lease left on it would make this wait.
    Files.writeString(folder.resolve("sample"), "y");
  }

  @Test
  void every_weakness_has_a_remedy_and_nothing_else_has() throws Exception {
    for (Fact fact : probe(folder).facts()) {
      assertEquals(fact.grade() == Fact.Grade.WEAK, !fact.remedy().isEmpty(), fact::toString);
    }
  }

  @Test
  void a_file_that_is_being_written_shows_that_there_are_leases() throws Exception {
    Path sample = Files.writeString(folder.resolve("sample"), "x");
    try (var writer = Files.newByteChannel(sample, StandardOpenOption.WRITE)) {
      assertTrue(writer.isOpen());
      ProbeReport report = probe(folder);
      assertTrue(fact(report, Topic.SAMPLE_LEASE).text().contains("writing"));
      assertEquals(Choice.BodyKind.LEASED, large(report, Mode.GUARDED).body());
    }
  }

  @Test
  void a_peer_of_this_machine_gets_no_leased_pages_by_reference() throws Exception {
    Files.writeString(folder.resolve("sample"), "x");
    Choice choice = large(probe(folder), Mode.GUARDED);
    assertEquals(Choice.BodyKind.LEASED, choice.body());
    assertEquals(Choice.SendMethod.READ_AND_WRITE, choice.way());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS", "TMPFS", "OVERLAY", "FUSE"})
  void each_filesystem_is_judged_by_what_it_does(Filesystem kind) throws Exception {
    try (ScratchFilesystem mounted = ScratchFilesystem.mount(kind)) {
      Files.writeString(mounted.path().resolve("sample"), "x");
      ProbeReport report = probe(mounted.path());
      boolean clones = kind == Filesystem.XFS || kind == Filesystem.BTRFS;
      boolean escapes = kind == Filesystem.OVERLAY || kind == Filesystem.FUSE;
      assertEquals(kind.title(), fact(report, Topic.FILESYSTEM).text());
      assertEquals(
          escapes || kind == Filesystem.TMPFS,
          fact(report, Topic.VISIBLE_WRITES).grade() == Fact.Grade.WEAK);
      assertEquals(Fact.Grade.GOOD, fact(report, Topic.SAMPLE_LEASE).grade());
      assertEquals(clones, fact(report, Topic.CLONES).grade() == Fact.Grade.GOOD);
      Choice.BodyKind copy = clones ? Choice.BodyKind.CLONE : Choice.BodyKind.COPY;
      assertEquals(
          clones || escapes ? copy : Choice.BodyKind.LEASED, large(report, Mode.AUTO).body());
      assertEquals(escapes ? copy : Choice.BodyKind.LEASED, large(report, Mode.GUARDED).body());
      assertEquals(copy, large(report, Mode.SNAPSHOT).body());
      assertEquals(escapes ? Proof.UNPROVEN : Proof.LEASED, large(report, Mode.SNAPSHOT).proof());
    }
  }

  @Test
  void this_kernel_is_believed_to_share_pages_only_when_it_is_seen() throws Exception {
    try (LinuxFile directory = opened(LinuxFile.openDirectory(folder));
        LinuxFile file = opened(AnonymousFile.inDirectory(directory))) {
      String text = SharedPages.of(file).text();
      assertTrue(
          text.startsWith("shares pages: 16384 of 16384") || text.startsWith("copies"), text);
    }
  }

  @Test
  void json_is_what_its_schema_says() throws Exception {
    ProbeReport report = probe(folder);
    Schema.assertDescribes(ProbeJson.render(report));
  }

  @Test
  void plain_text_has_no_escapes_and_coloured_text_has_the_same_words() throws Exception {
    ProbeReport report = probe(folder);
    String plain = ProbeText.render(report, false);
    String coloured = ProbeText.render(report, true);
    assertFalse(plain.contains("\u001b"));
    assertTrue(coloured.contains("\u001b[1m"));
    assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  private static Fact fact(ProbeReport report, Topic topic) {
    return report.facts().stream().filter(it -> it.topic() == topic).findFirst().orElseThrow();
  }

  private static Choice large(ProbeReport report, Mode mode) {
    return report.choices().stream()
        .filter(it -> it.mode() == mode && it.size() == Choice.SizeClass.LARGE)
        .findFirst()
        .orElseThrow();
  }

  private static ProbeReport probe(Path directory) throws IOException {
    CliValue cliValue = new CliValue(Keys.named("serve.directory"), directory.toString(), "DIR");
    LoadResult loadResult = SettingsReader.read(Optional.empty(), Map.of(), List.of(cliValue));
    Settings settings = assertInstanceOf(LoadResult.Read.class, loadResult).settings();
    return assertInstanceOf(Probe.Outcome.Done.class, Probe.of(settings, HERE)).report();
  }

  private static LinuxFile opened(Opened opened) {
    return assertInstanceOf(Opened.File.class, opened).file();
  }
}
