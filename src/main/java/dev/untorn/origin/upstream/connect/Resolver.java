package dev.untorn.origin.upstream.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Names to addresses, by the system's resolver. */
public final class Resolver {
  private final Executor blocking;

  public Resolver(Executor blocking) {
    this.blocking = blocking;
  }

  /** All addresses of a name, the preferred first; none if there are none. */
  CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    try {
      blocking.execute(() -> {
        try {
          result.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
          result.complete(List.of());
        }
      });
    } catch (RejectedExecutionException e) {
      result.complete(List.of());
    }
    return result;
  }
}
