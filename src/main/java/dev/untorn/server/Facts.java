package dev.untorn.server;

import dev.untorn.config.Mode;
import dev.untorn.version.Provable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What there is to say when a server has started.
 *
 * @param url where files are
 * @param adminUrl where metrics are, if anywhere
 * @param adminMoved whether the usual port was taken
 */
public record Facts(
    Path directory,
    String url,
    Mode mode,
    Provable provable,
    Optional<String> adminUrl,
    boolean adminMoved) {}
