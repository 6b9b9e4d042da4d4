package dev.untorn.version;

import dev.untorn.semantics.Coding;

/**
 * The meaning of a file's bytes, by its name.
 *
 * @param negotiated whether another coding might have been chosen (Vary: Accept-Encoding)
 * @param page whether clients that prefer JSON might get a problem instead (Vary: Accept)
 */
public record Representation(String mediaType, Coding coding, boolean negotiated, boolean page) {}
