package dev.untorn.version;

/**
 * What a file's bytes are, told by its name.
 *
 * @param mediaType value of Content-Type
 * @param negotiated whether another coding might have been chosen (Vary: Accept-Encoding)
 */
public record Representation(String mediaType, Coding coding, boolean negotiated) {}
