package dev.untorn.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the processes that listen at a port (proc_pid_fd(5), proc_pid_net(5)). */
public final class Listeners {
  /** Columns of /proc/net/tcp. */
  private static final int LOCAL_ADDRESS = 1;

  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private Listeners() {}

  /**
   * The processes of this machine that listen at an address, without this one, whose CPU time
   * includes the generator's. Only root sees those of other users.
   */
  public static Set<Long> at(InetSocketAddress address) {
    try {
      if (address.isUnresolved() || !isLocal(address)) {
        return Set.of();
      }
      Set<String> sockets = new HashSet<>();
      for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
        sockets.addAll(listeners(Path.of(table), address.getPort()));
      }
      return sockets.isEmpty() ? Set.of() : owners(sockets);
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static boolean isLocal(InetSocketAddress address) throws IOException {
    return address.getAddress().isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address.getAddress()) != null;
  }

  private static Set<String> listeners(Path table, int port) throws IOException {
    if (Files.notExists(table)) {
      return Set.of();
    }
    String suffix = ":%04X".formatted(port);
    return Files.readAllLines(table).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length > INODE && columns[STATE].equals(LISTENING))
        .filter(columns -> columns[LOCAL_ADDRESS].endsWith(suffix))
        .map(columns -> "socket:[" + columns[INODE] + "]")
        .collect(Collectors.toSet());
  }

  private static Set<Long> owners(Set<String> sockets) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .filter(pid -> hasOpen(pid, sockets))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean hasOpen(long pid, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException e) {
      // The process has ended, or belongs to another user.
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // The descriptor was closed.
      return "";
    }
  }
}
