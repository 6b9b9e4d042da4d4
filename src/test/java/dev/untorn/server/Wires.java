package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What several tests over sockets ask for, and how they wait. */
final class Wires {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private Wires() {}

  /** Waits for what must come true. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "not in " + PATIENCE + ": " + what);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** The server says no more on this connection, and has closed it. */
  static void assertClosed(WireClient client) throws IOException {
    Reply next = client.read();
    assertTrue(
        next.ending() == Ending.NONE || next.ending() == Ending.RESET,
        () -> "not closed, but " + next);
    assertEquals("", next.rawHead());
  }

  /** A problem as all must be: typed, without secrets, in the form asked for. */
  static void assertProblem(int status, Reply reply, Path secret) {
    assertEquals(status, reply.status(), reply::toString);
    assertTrue(reply.isComplete(), reply::toString);
    assertEquals(Optional.of("nosniff"), reply.field("x-content-type-options"));
    assertEquals(Optional.of("Untorn"), reply.field("server"), "no version");
    assertTrue(reply.field("date").isPresent());
    String all = reply.rawHead() + reply.text();
    assertFalse(all.contains(secret.toString()), all);
    assertFalse(all.contains(secret.getFileName().toString()), all);
    assertFalse(all.contains("dev.untorn") || all.contains("Exception"), all);
  }

  /** The sum of a meter's series that have all these labels, each like {@code kind="grown"}. */
  static double series(Served served, String meter, String... labels) {
    String text =
        new String(served.server().components().meters().scrape("").text(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Descriptors of this process that a server may have opened: sockets, files, private copies. */
  static long descriptors(Path directory) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(link -> isServers(link, directory)).count();
    }
  }

  /** Files below a directory that this process has open, the unnamed ones too. */
  static List<String> openFiles(Path directory) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(Wires::target)
          .filter(target -> target.startsWith(directory.toString()))
          .toList();
    }
  }

  /** Where a descriptor leads; nowhere once it is closed. */
  static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isServers(Path link, Path directory) {
    String target = target(link);
    return target.startsWith("socket:")
        || target.startsWith(directory.toString())
        || target.contains("memfd:untorn")
        || target.endsWith("(deleted)");
  }
}
