package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.upstream.BodyCheck;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a body that is not stored with the digests in its head, while it passes. */
public final class PassedDigests implements BodyCheck {
  private final Map<NamedDigest, MessageDigest> digests = new LinkedHashMap<>();

  public PassedDigests(Set<NamedDigest> named) {
    named.forEach(each -> digests.put(each, each.hash().begin()));
  }

  @Override
  public void update(ByteBuffer piece) {
    digests.values().forEach(digest -> digest.update(piece.duplicate()));
  }

  @Override
  public Optional<String> difference() {
    for (Map.Entry<NamedDigest, MessageDigest> each : digests.entrySet()) {
      NamedDigest named = each.getKey();
      String actual = HexFormat.of().formatHex(each.getValue().digest());
      if (!actual.equals(named.hex())) {
        return Optional.of(named.difference(actual));
      }
    }
    return Optional.empty();
  }
}
