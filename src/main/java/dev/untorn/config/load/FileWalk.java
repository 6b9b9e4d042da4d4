package dev.untorn.config.load;

import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.OriginKeys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.key.SafeText;
import dev.untorn.config.key.Section;
import dev.untorn.config.key.Setting;
import dev.untorn.config.key.ValueType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks over a parsed file: sections, keys and values, each with its line and column. */
record FileWalk(Path file, ConfigSource source) {
  void root(Node root) {
    entries("", root, this::section);
  }

  private void section(ScalarNode name, Node value) {
    switch (name.getValue()) {
      case RuleKeys.SECTION -> new RuleWalk(this).list(value);
      case OriginKeys.SECTION -> new OriginWalk(this).list(value);
      default -> keys(name, value);
    }
  }

  private void keys(ScalarNode name, Node value) {
    Optional<Section> known =
        Keys.SECTIONS.stream().filter(each -> each.name().equals(name.getValue())).findFirst();
    if (known.isPresent()) {
      entries(name.getValue() + ".", value, (key, node) -> entry(known.get(), key, node));
    } else {
      List<String> names =
          Stream.concat(
                  Keys.SECTIONS.stream().map(Section::name),
                  Stream.of(OriginKeys.SECTION, RuleKeys.SECTION))
              .toList();
      unknown(name, name.getValue(), "section", Nearest.to(name.getValue(), names), names);
    }
  }

  private void entry(Section section, ScalarNode name, Node value) {
    Optional<Key<?>> known =
        section.keys().stream().filter(each -> each.name().equals(name.getValue())).findFirst();
    if (known.isPresent()) {
      value(known.get(), value);
    } else {
      List<String> names = section.keys().stream().map(Key::name).toList();
      Optional<String> nearest =
          Nearest.to(name.getValue(), names).map(near -> section.name() + "." + near);
      unknown(name, section.name() + "." + name.getValue(), "key", nearest, names);
    }
  }

  private <T> void value(Key<T> key, Node node) {
    parse(key.fullName(), key.valueType(), node)
        .ifPresent(value -> source.settings().add(new Setting<>(key, value, place(node))));
  }

  /** Parses a node as a type, or reports it. */
  <T> Optional<T> parse(String name, ValueType<T> type, Node node) {
    Optional<T> value =
        switch (node) {
          case ScalarNode scalar -> type.ofText().apply(textOf(scalar));
          case SequenceNode list when allScalars(list) -> type.ofList().apply(texts(list));
          default -> Optional.empty();
        };
    if (value.isEmpty()) {
      problem(
          node,
          name,
          switch (node) {
            case ScalarNode scalar -> type.refusal(scalar.getValue());
            case SequenceNode list when allScalars(list) -> type.refusal(texts(list));
            default -> "found " + described(node) + "; allowed: " + type.allowed();
          });
    }
    return value;
  }

  private static List<String> texts(SequenceNode list) {
    return list.getValue().stream().map(item -> textOf((ScalarNode) item)).toList();
  }

  /** Calls {@code each} for the items of a section that is a list; reports what is none. */
  void items(String section, int max, String with, Node node, Consumer<Node> each) {
    switch (node) {
      case ScalarNode nothing when textOf(nothing).isEmpty() -> {}
      case SequenceNode list when list.getValue().size() <= max -> list.getValue().forEach(each);
      case SequenceNode list ->
          problem(
              node,
              section,
              "found %d %s; allowed: at most %d".formatted(list.getValue().size(), section, max));
      default ->
          problem(
              node,
              section,
              "found %s; allowed: a list of %s, %s".formatted(described(node), section, with));
    }
  }

  /** Calls {@code each} for a mapping's entries; reports duplicates. False if it is no mapping. */
  boolean entries(String path, Node node, BiConsumer<ScalarNode, Node> each) {
    if (node instanceof ScalarNode nothing && textOf(nothing).isEmpty()) {
      return true; // a heading whose keys are all commented out
    } else if (!(node instanceof MappingNode)) {
      String name = path.isEmpty() ? "file" : path.substring(0, path.length() - 1);
      problem(node, name, "found " + described(node) + "; allowed: keys, each with a value");
      return false;
    }
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problem(tuple.getKeyNode(), path + "?", "a key is a plain word");
        continue;
      }
      Integer first = lines.putIfAbsent(name.getValue(), place(name).line());
      if (first == null) {
        each.accept(name, tuple.getValueNode());
      } else {
        problem(name, path + name.getValue(), "set twice; first in line " + first);
      }
    }
    return true;
  }

  /** Reports an unknown key, and which was probably meant. */
  void unknown(
      ScalarNode name, String found, String what, Optional<String> nearest, List<String> names) {
    // A correct key in the wrong section is more likely than a misspelled one.
    String elsewhere =
        Keys.ALL.stream()
            .filter(key -> key.name().equals(name.getValue()))
            .map(Key::fullName)
            .collect(Collectors.joining(" or "));
    String meant =
        nested(name.getValue())
            .orElseGet(() ->
                elsewhere.isEmpty()
                    ? nearest.map(near -> "did you mean " + near + "?").orElse("")
                    : "did you mean " + elsewhere + "?");
    problem(
        name,
        found,
        "no such "
            + what
            + "; "
            + (meant.isEmpty() ? "allowed: " + String.join(", ", names) : meant));
  }

  /** For a key written with its section in one word, as in messages. */
  private static Optional<String> nested(String written) {
    return Keys.ALL.stream()
        .filter(key -> key.fullName().equals(written))
        .map(key -> "write " + key.name() + ": indented, below " + key.section() + ":")
        .findFirst();
  }

  void problem(Node node, String key, String what) {
    source.problems().add(ConfigProblem.at(place(node), key, what));
  }

  // The parser keeps marks by default; they count from zero.
  Provenance.InFile place(Node node) {
    return node.getStartMark()
        .map(mark -> new Provenance.InFile(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseThrow();
  }

  static String textOf(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
  }

  private static boolean allScalars(SequenceNode list) {
    return list.getValue().stream().allMatch(ScalarNode.class::isInstance);
  }

  static String described(Node node) {
    return switch (node) {
      case ScalarNode scalar -> SafeText.quoted(scalar.getValue());
      case SequenceNode list -> allScalars(list) ? "a list" : "a list of lists or mappings";
      case MappingNode _ -> "a mapping";
      default -> "a " + node.getNodeType();
    };
  }
}
