package dev.untorn.bench.run;

import dev.untorn.bench.load.ExpectedResponse;
import dev.untorn.bench.load.RequestSpec;
import dev.untorn.bench.load.Statuses;
import dev.untorn.bench.target.SystemUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the requests of a case for a server.
 *
 * @param expectations of the directory that it serves, if known, and if no writer changes the file
 */
record RequestPlanner(
    Case one,
    RequestOptions options,
    SystemUnderTest server,
    Preflight preflight,
    Optional<ExpectedFiles> expectations) {
  RequestPlanner {
    if (one.written().isPresent()) {
      expectations = Optional.empty();
    }
  }

  RequestSpec greeting() {
    String path = one.paths().getFirst();
    String head = options.head("HEAD", server.host(), server.path(path), List.of());
    return new RequestSpec(path, head, ExpectedResponse.SUCCESS);
  }

  /**
   * All requests in order; the same object stands for the same request. Throws IOException if a
   * file cannot be read, or a server does not send its length or validator.
   */
  List<RequestSpec> all() throws IOException {
    Map<String, List<RequestSpec>> byPath = new HashMap<>();
    int parts = Math.max(1, Range.RANDOM_MAX / one.paths().size());
    for (String path : one.paths()) {
      if (!byPath.containsKey(path)) {
        byPath.put(path, of(path, parts));
      }
    }
    List<List<RequestSpec>> order =
        one.paths().stream().map(path -> byPath.getOrDefault(path, List.of())).toList();
    int turns = order.stream().mapToInt(List::size).max().orElse(1);
    List<RequestSpec> all = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      for (List<RequestSpec> specs : order) {
        all.add(specs.get(turn % specs.size()));
      }
    }
    return all;
  }

  List<RequestSpec> first(int count) throws IOException {
    List<RequestSpec> specs = new ArrayList<>();
    for (String path : one.paths().stream().distinct().limit(count).toList()) {
      specs.add(of(path, 1).getFirst());
    }
    return specs;
  }

  private List<RequestSpec> of(String path, int count) throws IOException {
    List<RequestSpec> specs = new ArrayList<>();
    for (Optional<Range.Part> part : parts(path, count)) {
      List<String> fields = new ArrayList<>();
      part.ifPresent(range -> fields.add(range.field()));
      if (options.conditional()) {
        fields.add(preflight.condition(path));
      }
      if (!options.keepAlive()) {
        fields.add("Connection: close");
      }
      String head = options.head(options.method(), server.host(), server.path(path), fields);
      specs.add(new RequestSpec(path, head, expected(path, part)));
    }
    return specs;
  }

  private List<Optional<Range.Part>> parts(String path, int count) throws IOException {
    if (options.range().isEmpty()) {
      return List.of(Optional.empty());
    }
    OptionalLong known =
        expectations.isPresent() ? expectations.get().lengthBytes(path) : OptionalLong.empty();
    long length = known.isPresent() ? known.getAsLong() : preflight.lengthBytes(path);
    List<Range.Part> parts = options.range().get().parts(length, count);
    if (parts.isEmpty()) {
      throw new TargetException(path + " is too short for --range");
    }
    return parts.stream().map(Optional::of).toList();
  }

  private ExpectedResponse expected(String path, Optional<Range.Part> part) throws IOException {
    Statuses statuses = options.statuses(one.written().isPresent(), part.isPresent());
    return expectations.isPresent()
        ? expectations.get().of(path, part, statuses)
        : ExpectedResponse.of(statuses);
  }
}
