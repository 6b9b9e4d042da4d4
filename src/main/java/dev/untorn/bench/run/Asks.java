package dev.untorn.bench.run;

import dev.untorn.bench.load.Ask;
import dev.untorn.bench.load.Expected;
import dev.untorn.bench.load.Statuses;
import dev.untorn.bench.target.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the requests of a case to a server. For one thread. */
final class Asks implements AutoCloseable {
  private final Case one;
  private final Manner manner;
  private final Contender contender;
  private final Optional<Expectations> expectations;
  private final Scout scout;

  /**
   * For a case and a server.
   *
   * @param expectations of the directory that it serves, where that is known
   */
  Asks(Case one, Manner manner, Contender contender, Optional<Expectations> expectations) {
    this.one = one;
    this.manner = manner;
    this.contender = contender;
    this.expectations = expectations.filter(_ -> one.written().isEmpty());
    this.scout = new Scout(contender, manner);
  }

  /** What connections ask that then stay idle. */
  Ask greeting() {
    String path = one.paths().getFirst();
    String head = manner.head("HEAD", contender.host(), contender.path(path), List.of());
    return new Ask(path, head, Expected.SUCCESS);
  }

  /**
   * All requests in their order; the same object stands for the same request.
   *
   * @throws IOException if a file cannot be read, or a server does not tell what must be known
   */
  List<Ask> all() throws IOException {
    Map<String, List<Ask>> byPath = new HashMap<>();
    int parts = Math.max(1, Range.RANDOM_MAX / one.paths().size());
    for (String path : one.paths()) {
      if (!byPath.containsKey(path)) {
        byPath.put(path, of(path, parts));
      }
    }
    List<List<Ask>> order =
        one.paths().stream().map(path -> byPath.getOrDefault(path, List.of())).toList();
    int turns = order.stream().mapToInt(List::size).max().orElse(1);
    List<Ask> all = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      for (List<Ask> asks : order) {
        all.add(asks.get(turn % asks.size()));
      }
    }
    return all;
  }

  /** A request for each of the first paths. */
  List<Ask> first(int count) throws IOException {
    List<Ask> asks = new ArrayList<>();
    for (String path : one.paths().stream().distinct().limit(count).toList()) {
      asks.add(of(path, 1).getFirst());
    }
    return asks;
  }

  private List<Ask> of(String path, int count) throws IOException {
    List<Ask> asks = new ArrayList<>();
    for (Optional<Range.Part> part : parts(path, count)) {
      List<String> fields = new ArrayList<>();
      part.ifPresent(range -> fields.add(range.field()));
      if (manner.conditional()) {
        fields.add(scout.condition(path));
      }
      if (!manner.keepAlive()) {
        fields.add("Connection: close");
      }
      String head = manner.head(manner.method(), contender.host(), contender.path(path), fields);
      asks.add(new Ask(path, head, expected(path, part)));
    }
    return asks;
  }

  private List<Optional<Range.Part>> parts(String path, int count) throws IOException {
    if (manner.range().isEmpty()) {
      return List.of(Optional.empty());
    }
    OptionalLong known =
        expectations.isPresent() ? expectations.get().lengthBytes(path) : OptionalLong.empty();
    long length = known.isPresent() ? known.getAsLong() : scout.lengthBytes(path);
    List<Range.Part> parts = manner.range().get().parts(length, count);
    if (parts.isEmpty()) {
      throw new TargetException(path + " is too short for --range");
    }
    return parts.stream().map(Optional::of).toList();
  }

  private Expected expected(String path, Optional<Range.Part> part) throws IOException {
    Statuses statuses = manner.statuses(one.written().isPresent(), part.isPresent());
    return expectations.isPresent()
        ? expectations.get().of(path, part, statuses)
        : Expected.of(statuses);
  }

  @Override
  public void close() throws IOException {
    scout.close();
  }
}
