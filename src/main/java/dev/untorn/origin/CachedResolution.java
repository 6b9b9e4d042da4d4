package dev.untorn.origin;

import dev.untorn.version.Policy;
import dev.untorn.version.Representation;
import dev.untorn.version.Stamp;

/**
 * A file that was resolved before and is still under its name.
 *
 * @param name as in {@link dev.untorn.version.Source}, like the policy
 */
public record CachedResolution(
    Stamp stamp, Representation representation, String name, Policy policy) {}
