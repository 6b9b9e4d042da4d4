package dev.untorn.origin.proxy.part;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.proxy.part.Planning.Active;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanningTest {
  private static final long MIB = 1 << 20;
  private static final long LENGTH = 1000 * MIB + 500;

  private final Extents extents = new Extents();
  private final Planning planning = new Planning(extents, LENGTH);

  private static Demand wants(long from, long end) {
    Demand demand = new Demand();
    demand.wants(from, from, end);
    return demand;
  }

  private static Optional<RunPlan> part(long from, long to) {
    return Optional.of(new RunPlan(from, to, RunPlan.Kind.PART));
  }

  @Test
  void a_few_bytes_are_fetched_with_their_units() {
    assertEquals(
        part(50 * MIB, 51 * MIB), planning.forPart(wants(50 * MIB + 5, 50 * MIB + 105), List.of()));
    assertEquals(
        part(50 * MIB, 52 * MIB), planning.forPart(wants(51 * MIB - 5, 51 * MIB + 5), List.of()));
    assertEquals(part(1000 * MIB, LENGTH), planning.forPart(wants(LENGTH - 5, LENGTH), List.of()));
  }

  @Test
  void what_is_there_is_not_fetched() {
    extents.add(50 * MIB, 51 * MIB);
    assertEquals(Optional.empty(), planning.forPart(wants(50 * MIB, 50 * MIB + 100), List.of()));
    assertEquals(
        part(51 * MIB, 52 * MIB), planning.forPart(wants(51 * MIB - 5, 51 * MIB + 5), List.of()));
    assertEquals(
        part(49 * MIB, 50 * MIB), planning.forPart(wants(50 * MIB - 5, 50 * MIB + 5), List.of()));
  }

  @Test
  void a_join_that_was_not_compared_is_planned_alone() {
    extents.add(49 * MIB, 50 * MIB);
    extents.add(50 * MIB, 51 * MIB);
    assertEquals(
        part(50 * MIB, 50 * MIB), planning.forPart(wants(50 * MIB - 5, 50 * MIB + 5), List.of()));
    assertEquals(
        Optional.empty(),
        planning.forPart(
            wants(50 * MIB - 5, 50 * MIB + 5), List.of(new Active(50 * MIB, 50 * MIB, 50 * MIB))));
  }

  @Test
  void who_is_shortly_ahead_of_a_run_waits_and_others_do_not() {
    List<Active> whole = List.of(new Active(0, 40 * MIB, LENGTH));
    assertEquals(Optional.empty(), planning.forPart(wants(48 * MIB, 49 * MIB), whole));
    assertEquals(part(49 * MIB, 50 * MIB), planning.forPart(wants(49 * MIB, 50 * MIB), whole));
    assertEquals(
        Optional.empty(),
        planning.forPart(
            wants(49 * MIB, 50 * MIB), List.of(new Active(49 * MIB, 49 * MIB, 50 * MIB))));
  }

  @Test
  void a_reader_is_not_fetched_for_far_ahead_and_then_more_at_once() {
    Demand demand = wants(50 * MIB, LENGTH);
    assertEquals(part(50 * MIB, 54 * MIB), planning.forPart(demand, List.of()));
    demand.planned(4 * MIB);
    extents.add(50 * MIB, 54 * MIB);
    assertEquals(part(54 * MIB, 58 * MIB), planning.forPart(demand, List.of()));
    demand.planned(4 * MIB);
    extents.add(54 * MIB, 58 * MIB);
    extents.join(54 * MIB);
    assertEquals(Optional.empty(), planning.forPart(demand, List.of()), "8 MiB ahead");
    demand.wants(50 * MIB, 55 * MIB, LENGTH);
    assertEquals(part(58 * MIB, 66 * MIB), planning.forPart(demand, List.of()));
  }

  @Test
  void the_whole_is_fetched_around_what_is_there_and_comes() {
    assertEquals(
        Optional.of(new RunPlan(0, LENGTH, RunPlan.Kind.WHOLE)), planning.forWhole(List.of()));
    extents.add(0, 10 * MIB);
    extents.add(50 * MIB, 51 * MIB);
    assertEquals(
        Optional.of(new RunPlan(10 * MIB, 50 * MIB, RunPlan.Kind.WHOLE)),
        planning.forWhole(List.of()));
    assertEquals(
        Optional.of(new RunPlan(10 * MIB, 20 * MIB, RunPlan.Kind.WHOLE)),
        planning.forWhole(List.of(new Active(20 * MIB, 20 * MIB, 24 * MIB))));
    assertEquals(Optional.empty(), planning.forWhole(List.of(new Active(0, 10 * MIB, 12 * MIB))));
  }
}
