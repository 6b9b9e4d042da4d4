package dev.untorn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A named network namespace, as ip-netns(8) makes them. Entering one is a matter of a single thread
 * (setns(2)), so each entry gets a thread of its own that ends with the task; sockets made there
 * belong to the namespace for good. Needs CAP_SYS_ADMIN.
 */
public final class NetNamespace {
  private static final Path NAMED = Path.of("/run/netns");

  private final String name;

  /** The namespace of that name. */
  public NetNamespace(String name) {
    this.name = name;
  }

  /** Runs a task inside, on a thread of its own, and waits for it. */
  public <T> T call(Callable<T> task) throws IOException {
    FutureTask<T> inside =
        new FutureTask<>(() -> {
          enter();
          return task.call();
        });
    Thread.ofPlatform().name("netns-" + name).start(inside);
    try {
      return inside.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void enter() throws KernelException {
    switch (RawFile.open(NAMED.resolve(name), RawFile.Access.READ)) {
      case Opened.File(LinuxFile file) -> {
        try (file) {
          int result = LabCalls.setns(file.fd(), LabAbi.CLONE_NEWNET);
          if (result < 0) {
            throw new KernelException("setns", result);
          }
        }
      }
      case Opened.Failed(Errno errno) ->
          throw new IllegalStateException("no namespace " + name + ": " + errno);
    }
  }

  /**
   * Makes a device of this namespace take packets in one piece only, so that the kernel copies a
   * packet's pages when it hands the packet over (ioctl SIOCETHTOOL, as {@code ethtool -K sg off}).
   */
  public void disableScatterGather(String device) throws IOException {
    call(() -> {
      int type = LabAbi.SOCK_STREAM | Abi.SOCK_CLOEXEC;
      try (Arena arena = Arena.ofConfined();
          LinuxFile socket = new LinuxFile(SocketCalls.socket(Abi.AF_INET, type, 0))) {
        MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, LabAbi.ETHTOOL_SSG, 0);
        int result = Ethtool.command(socket.fd(), device, value);
        if (result < 0) {
          throw new KernelException("SIOCETHTOOL", result);
        }
      }
      return true;
    });
  }
}
