package dev.untorn.config;

import java.util.Optional;

/** Settings of the files whose path matches; empty ones are taken from {@code serve}. */
public record Rule(
    Glob match,
    Optional<Mode> mode,
    Optional<WhileWriting> whileWriting,
    Optional<DateTrust> dates) {}
