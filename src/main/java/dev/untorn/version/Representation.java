package dev.untorn.version;

import dev.untorn.semantics.Coding;

/**
 * What a file's bytes are, told by its name.
 *
 * @param mediaType value of Content-Type
 * @param negotiated whether another coding might have been chosen (Vary: Accept-Encoding)
 * @param page whether clients that prefer JSON might get a problem instead (Vary: Accept)
 */
public record Representation(String mediaType, Coding coding, boolean negotiated, boolean page) {
  /** One that every client gets, whatever media types it prefers. */
  public Representation(String mediaType, Coding coding, boolean negotiated) {
    this(mediaType, coding, negotiated, false);
  }
}
