package dev.untorn.config.load;

import dev.untorn.config.key.EntryValues;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.OriginKeys;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedOrigin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The part of a {@link FileWalk} below {@code origins}: a list of mappings. */
record OriginWalk(FileWalk walk) {
  private static final String BEFORE = OriginKeys.SECTION + ".";

  void list(Node node) {
    walk.items(OriginKeys.SECTION, OriginKeys.ORIGINS_MAX, "each with url", node, this::origin);
  }

  private void origin(Node node) {
    EntryValues values = new EntryValues();
    Set<String> seen = new HashSet<>();
    boolean isMapping =
        walk.entries(
            BEFORE,
            node,
            (name, value) -> {
              seen.add(name.getValue());
              entry(values, name, value);
            });
    if (!isMapping) {
      return;
    }
    if (!seen.contains(OriginKeys.URL.name())) {
      walk.problem(node, OriginKeys.URL.fullName(), "missing; every origin must have one");
    }
    walk.source().origins().add(new PlacedOrigin(values, walk.place(node)));
  }

  private void entry(EntryValues values, ScalarNode name, Node node) {
    Optional<Key<?>> known =
        OriginKeys.ALL.stream().filter(key -> key.name().equals(name.getValue())).findFirst();
    if (known.isPresent()) {
      value(values, known.get(), node);
    } else {
      List<String> names = OriginKeys.ALL.stream().map(Key::name).toList();
      String written = BEFORE + name.getValue();
      walk.unknown(
          name, written, "key", Nearest.to(name.getValue(), names).map(BEFORE::concat), names);
    }
  }

  private <T> void value(EntryValues values, Key<T> key, Node node) {
    walk.parse(BEFORE + key.name(), key.valueType(), node)
        .ifPresent(value -> values.set(new Setting<>(key, value, walk.place(node))));
  }
}
