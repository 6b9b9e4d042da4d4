package dev.untorn.origin.proxy.mount;

import dev.untorn.origin.DerivedRequest;
import dev.untorn.origin.OriginRequest;

/** A request by an origin's own URL, as one by the proxy's, so that both get the same object. */
public record RenamedRequest(OriginRequest request, String pathAndQuery)
    implements DerivedRequest {}
