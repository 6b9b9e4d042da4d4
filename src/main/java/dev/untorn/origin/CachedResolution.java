package dev.untorn.origin;

import dev.untorn.version.Identity;
import dev.untorn.version.Policy;
import dev.untorn.version.Representation;

/**
 * A file that was resolved before and is still under its name.
 *
 * @param name as in {@link dev.untorn.version.Source}, like the policy
 */
public record CachedResolution(
    Identity identity, Representation representation, String name, Policy policy) {}
