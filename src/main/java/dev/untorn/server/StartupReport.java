package dev.untorn.server;

import dev.untorn.config.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say when a server has started.
 *
 * @param url where files are
 * @param proof what can be proved of the files, in a sentence
 * @param promisedLevel of the ladder, for files that can be leased
 * @param remedies what would prove more, and what cannot be proved here
 * @param notes what else will not be as expected
 * @param adminUrl where metrics are, if anywhere
 * @param adminMoved whether the usual port was taken
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
