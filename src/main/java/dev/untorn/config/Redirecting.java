package dev.untorn.config;

import java.util.List;

/**
 * Which redirects of an origin are followed.
 *
 * @param hosts to which; names, or {@code *.} and a name for all below it, with their ports
 */
public record Redirecting(List<String> hosts, PrivateAddresses privateAddresses) {
  /** Whether these hosts may be in this machine or in its networks. */
  public enum PrivateAddresses {
    REFUSE,
    ALLOW
  }

  public Redirecting {
    hosts = List.copyOf(hosts);
  }
}
