package dev.untorn.server;

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/**
 * Netty's epoll, without a fault of 4.2.18: a descriptor that waits for nothing is taken out of the
 * epoll set (netty/netty#16689), and the next wish, to be told when there is room to write, fails
 * with ENOENT and closes the connection. That is every client who ends its sending side after the
 * request and then reads slowly. Here such a descriptor stays in the set, edge-triggered, so that
 * the errors and hang-ups which epoll always reports are told once, not for ever.
 */
final class SteadyEpoll implements IoHandler {
  /**
   * Sockets read before the requests of all of them are answered: what was read must still be in
   * the processor's cache then. With Netty's 4,096 a request of one of 10,000 connections that all
   * ask costs 17 µs, not 10.
   */
  private static final int EVENTS_MAX = 256;

  private final IoHandler epoll;

  private SteadyEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory =
        EpollIoHandler.newFactory(EVENTS_MAX, DefaultSelectStrategyFactory.INSTANCE);
    return executor -> new SteadyEpoll(factory.newHandler(executor));
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Steady(epoll.register(handle));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  /** Used by its event loop only, but for {@code isValid} and {@code cancel}. */
  private static final class Steady implements IoRegistration {
    private final IoRegistration registration;
    private boolean inSet;

    Steady(IoRegistration registration) {
      this.registration = registration;
    }

    @Override
    public long submit(IoOps ops) {
      if (!ops.equals(EpollIoOps.NONE)) {
        inSet = true;
        return registration.submit(ops);
      }
      return registration.submit(inSet ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }
}
