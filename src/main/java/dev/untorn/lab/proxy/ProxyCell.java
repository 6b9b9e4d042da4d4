package dev.untorn.lab.proxy;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.upstream.OriginKind;
import java.util.List;

/** One combination of the matrix. */
public record ProxyCell(ProxyTarget target, OriginKind origin, List<ClientKind> clients) {
  /** For reports. */
  public String name() {
    return target.label() + "/" + origin.label();
  }
}
