package dev.untorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where metrics and health are served.
 *
 * @param hosts further host names to answer to
 * @param portRequired whether the user named the port, so that a taken one is an error; otherwise
 *     any free port is used instead
 * @param tokenFile has the token without which nothing stored can be purged
 */
public record AdminSettings(
    boolean enabled,
    String bind,
    int port,
    boolean portRequired,
    List<String> hosts,
    Optional<Path> tokenFile) {}
