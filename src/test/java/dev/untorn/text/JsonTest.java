package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private enum Colour {
    DARK_RED
  }

  private sealed interface Finding {
    record NoneAtAll() implements Finding {}

    record Found(int count) implements Finding {}
  }

  private record Place(Path directory, String filesystem) {}

  private record All(
      int number,
      @Json.Name("case") String caseName,
      boolean wasLimit,
      Colour colour,
      Duration secondsSpent,
      Instant start,
      @Json.Flat Place place,
      Optional<String> absent,
      Optional<Place> present,
      OptionalLong nothing,
      List<Finding> findings,
      Map<Object, Object> byKey,
      Object run) {}

  private static All all() {
    Map<Object, Object> map = new TreeMap<>();
    map.put("p50", OptionalLong.of(3));
    map.put("p99.9", OptionalDouble.empty());
    Place place = new Place(Path.of("/srv"), "xfs");
    return new All(
        7,
        "x",
        true,
        Colour.DARK_RED,
        Duration.ofMillis(1500),
        Instant.EPOCH,
        place,
        Optional.empty(),
        Optional.of(place),
        OptionalLong.empty(),
        List.of(new Finding.NoneAtAll(), new Finding.Found(2)),
        map,
        new long[] {1, 2});
  }

  @Test
  void a_record_is_an_object_of_its_components() {
    assertEquals(
        """
        {
          "number" : 7,
          "case" : "x",
          "was_limit" : true,
          "colour" : "dark_red",
          "seconds_spent" : 1.5,
          "start" : "1970-01-01T00:00:00Z",
          "directory" : "/srv",
          "filesystem" : "xfs",
          "present" : {
            "directory" : "/srv",
            "filesystem" : "xfs"
          },
          "findings" : [ {
            "kind" : "none_at_all"
          }, {
            "kind" : "found",
            "count" : 2
          } ],
          "by_key" : {
            "p50" : 3,
            "p99.9" : null
          },
          "run" : [ 1, 2 ]
        }
        """,
        Json.snakeCase().text(all()));
  }

  @Test
  void a_type_can_be_written_as_something_else() {
    record Sizes(Colour colour, Place realPlace, Map<Colour, Place> byColour) {}
    Place place = new Place(Path.of("/"), "tmpfs");
    Json json =
        Json.camelCase()
            .as(Colour.class, colour -> "#" + colour.name().length())
            .as(Place.class, Place::filesystem);
    assertEquals(
        """
        {
          "colour" : "#8",
          "realPlace" : "tmpfs",
          "byColour" : {
            "#8" : "tmpfs"
          }
        }
        """,
        json.text(new Sizes(Colour.DARK_RED, place, Map.of(Colour.DARK_RED, place))));
  }

  @Test
  void what_nobody_described_is_refused() {
    Json json = Json.snakeCase();
    assertThrows(IllegalArgumentException.class, () -> json.text(new Object()));
  }
}
