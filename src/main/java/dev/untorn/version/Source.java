package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;

/**
 * An open regular file with the stat of its descriptor: what an origin hands up.
 *
 * @param name identifies the place in the origin, for finding its last committed version; not used
 *     to open anything
 * @param policy how a version of it is to be taken
 */
public record Source(
    String name, LinuxFile file, Stat stat, Representation representation, Policy policy) {}
