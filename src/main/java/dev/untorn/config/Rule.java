package dev.untorn.config;

import java.util.Optional;

/**
 * Settings of the paths that match; empty ones are taken from {@code serve}.
 *
 * @param objects those of a proxy's objects
 */
public record Rule(
    Glob match,
    Optional<Mode> mode,
    Optional<WhileWriting> whileWriting,
    Optional<DateTrust> dates,
    RouteRule objects) {}
