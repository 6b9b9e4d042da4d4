package dev.untorn.origin;

import dev.untorn.version.Identity;
import dev.untorn.version.Policy;
import dev.untorn.version.Representation;

/** A file resolved before and still under its name; {@code name} as in its source. */
public record CachedResolution(
    Identity identity, Representation representation, String name, Policy policy) {}
