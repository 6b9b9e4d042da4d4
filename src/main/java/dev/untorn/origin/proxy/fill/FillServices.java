package dev.untorn.origin.proxy.fill;

import java.util.concurrent.Executor;

/**
 * What all fills of a proxy share.
 *
 * @param workers bounded, and may reject
 */
public record FillServices(
    Executor workers, ProxyObserver observer, Abandonment abandonment, OutgrownKeys outgrown) {}
