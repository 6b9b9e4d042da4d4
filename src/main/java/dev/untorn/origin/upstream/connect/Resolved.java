package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import java.net.InetAddress;
import java.util.List;

/** What a name means. */
sealed interface Resolved {
  /** At least one address, in the order in which they are to be tried. */
  record Addresses(List<InetAddress> all) implements Resolved {}

  /** As {@link ConnectResult.Refused}. */
  record Unresolved(Outage outage, String reason, String detail) implements Resolved {
    Unresolved(Outage outage, String reason) {
      this(outage, reason, reason);
    }
  }
}
