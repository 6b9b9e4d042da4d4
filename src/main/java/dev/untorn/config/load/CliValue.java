package dev.untorn.config.load;

import dev.untorn.config.key.Key;

/** A key set on the command line, by an option such as {@code --port}. */
public record CliValue(Key<?> key, String text, String option) {}
