package dev.untorn.lab.hazard;

import java.nio.file.Path;

/**
 * A directory to try in.
 *
 * @param directory as the user named it
 * @param filesystem the name of its filesystem's type
 */
public record Place(Path directory, String filesystem) {}
