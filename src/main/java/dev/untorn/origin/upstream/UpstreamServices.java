package dev.untorn.origin.upstream;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all clients of upstreams share.
 *
 * @param blocking runs what may wait, such as the system's resolver; may reject
 */
public record UpstreamServices(Executor blocking, InstantSource clock) {}
