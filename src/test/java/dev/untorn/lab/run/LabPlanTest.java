package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UrlTarget;
import dev.untorn.lab.writer.WriterKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabPlanTest {
  private static final Path OTHERS = Path.of("/proc/self/file");
  private static final Target PLAIN = PlainTarget.control();
  private static final List<LinkKind> LOOPBACK = List.of(LinkKind.LOOPBACK);
  private static final Target OTHER =
      new UrlTarget("other", URI.create("http://localhost/file"), OTHERS);

  @Test
  void a_server_with_a_file_of_its_own_is_examined_once_and_where_that_file_is() {
    List<Cell> cells = plan(LOOPBACK, List.of()).cells();
    assertEquals(
        List.of("ext4/control/touch", "XFS/control/touch", "an unknown filesystem/other/touch"),
        cells.stream().map(Cell::name).toList());
    assertEquals(OTHERS.getParent(), cells.getLast().place().directory());
  }

  @Test
  void only_some_cells_are_chosen_by_a_part_of_their_name() {
    List<Cell> cells = plan(LOOPBACK, List.of("XFS/", "other")).cells();
    assertEquals(
        List.of("XFS/control/touch", "an unknown filesystem/other/touch"),
        cells.stream().map(Cell::name).toList());
  }

  @Test
  void over_a_wire_only_the_servers_that_the_lab_starts_are_examined_and_by_another_name() {
    assertEquals(
        List.of(
            "ext4/control/touch",
            "ext4/control (wire)/touch",
            "XFS/control/touch",
            "XFS/control (wire)/touch",
            "an unknown filesystem/other/touch"),
        plan(List.of(LinkKind.LOOPBACK, LinkKind.WIRE), List.of()).cells().stream()
            .map(Cell::name)
            .toList());
  }

  @Test
  void the_control_arm_runs_in_each_place_over_each_link() {
    assertEquals(
        List.of(
            "ext4/control/steps",
            "ext4/control (wire)/steps",
            "XFS/control/steps",
            "XFS/control (wire)/steps"),
        plan(List.of(LinkKind.LOOPBACK, LinkKind.WIRE), List.of()).controls().stream()
            .map(Cell::name)
            .toList());
  }

  private static LabPlan plan(List<LinkKind> links, List<String> only) {
    return new LabPlan(
        List.of(PLAIN, OTHER),
        links,
        List.of(new Place(Path.of("/a"), "ext4"), new Place(Path.of("/b"), "XFS")),
        List.of(WriterKind.TOUCH),
        List.of(ClientKind.FAST),
        1 << 20,
        Duration.ofSeconds(1),
        1,
        0.5,
        only);
  }
}
