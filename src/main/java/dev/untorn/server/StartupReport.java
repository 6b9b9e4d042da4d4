package dev.untorn.server;

import dev.untorn.config.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server reports when it has started.
 *
 * @param directory of the files, or of a proxy's objects
 * @param url at which they are served
 * @param proof what can be proved of the files, in a sentence
 * @param promisedLevel of the ladder, for files that can be leased
 * @param remedies what would prove more, and what cannot be proved here
 * @param notes other differences from what the user may expect
 * @param adminUrl of the metrics, if they are served
 * @param adminMoved whether the default port was taken
 */
public record StartupReport(
    Path directory,
    String url,
    Mode mode,
    String proof,
    int promisedLevel,
    List<String> remedies,
    List<Obstacle> notes,
    Optional<String> adminUrl,
    boolean adminMoved) {}
