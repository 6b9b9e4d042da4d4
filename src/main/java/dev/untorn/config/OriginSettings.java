package dev.untorn.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the origin of a proxy is reached.
 *
 * @param ca a file with the authorities that are trusted in place of Java's
 * @param credentials a file with the value of Authorization
 * @param connections to the origin at the same time
 */
public record OriginSettings(
    Optional<Path> ca, Optional<Path> credentials, int connections, Redirecting redirecting) {}
