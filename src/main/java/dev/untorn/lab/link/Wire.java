package dev.untorn.lab.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Two network namespaces; the server's device copies what it sends, and loses all of it now and
 * then. A thread enters a namespace for its life, and the threads that it starts are born there
 * (clone(2)): so a server's event loops belong where its start ran.
 */
final class Wire implements Link {
  private final VethPair pair;
  private final Outages outages;

  private Wire(VethPair pair) {
    this.pair = pair;
    this.outages = Outages.of(pair);
  }

  /**
   * Makes it.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  static Wire create() throws IOException {
    return new Wire(VethPair.create());
  }

  @Override
  public Inet4Address serverAddress() {
    return VethPair.SENDER_ADDRESS;
  }

  @Override
  public Optional<String> copyingDevice() {
    return Optional.of(VethPair.SENDER_DEVICE);
  }

  @Override
  public <T> T atServer(Callable<T> task) throws IOException {
    return pair.sender().call(task);
  }

  @Override
  public <T> T atClients(Callable<T> task) throws IOException {
    return pair.receiver().call(task);
  }

  @Override
  public Optional<Segments> segments() throws IOException {
    outages.mustGoOn();
    return Optional.of(atServer(Segments::ofThisNamespace));
  }

  @Override
  public void close() {
    outages.close();
    pair.close();
  }
}
