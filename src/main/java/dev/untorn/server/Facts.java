package dev.untorn.server;

import dev.untorn.config.Mode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What there is to say when a server has started.
 *
 * @param url where files are
 * @param proof what can be proved of the files, in a sentence
 * @param remedy what would prove more, or what cannot be proved here; empty if all can
 * @param adminUrl where metrics are, if anywhere
 * @param adminMoved whether the usual port was taken
 */
public record Facts(
    Path directory,
    String url,
    Mode mode,
    String proof,
    String remedy,
    Optional<String> adminUrl,
    boolean adminMoved) {}
