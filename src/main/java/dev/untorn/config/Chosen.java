package dev.untorn.config;

/**
 * A key set on the command line.
 *
 * @param option as it was written, such as {@code --port}
 */
public record Chosen(Key<?> key, String text, String option) {}
