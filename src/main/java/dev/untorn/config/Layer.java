package dev.untorn.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what one place says: the settings it makes, and what is wrong with it. */
final class Layer {
  private final List<Setting<?>> settings = new ArrayList<>();
  private final List<PlacedRule> rules = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Takes the value of a key as it was written, and judges it. */
  <T> void value(Key<T> key, Written written, Provenance provenance) {
    key.parse(written, provenance)
        .ifPresentOrElse(
            settings::add, () -> problem(Problem.value(key, written.shown(), provenance)));
  }

  void rule(PlacedRule rule) {
    rules.add(rule);
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }

  List<PlacedRule> rules() {
    return List.copyOf(rules);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
