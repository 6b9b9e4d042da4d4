package dev.untorn.lab.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.concurrent.Callable;

/** This host's loopback device: it passes references to pages, which the receiver reads later. */
final class Loopback implements Link {
  private static final Inet4Address ADDRESS = Inet4Address.ofLiteral("127.0.0.1");

  @Override
  public Inet4Address serverAddress() {
    return ADDRESS;
  }

  @Override
  public <T> T atServer(Callable<T> task) throws IOException {
    return here(task);
  }

  @Override
  public <T> T atClients(Callable<T> task) throws IOException {
    return here(task);
  }

  private static <T> T here(Callable<T> task) throws IOException {
    try {
      return task.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {}
}
