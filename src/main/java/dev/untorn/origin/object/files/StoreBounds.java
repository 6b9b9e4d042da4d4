package dev.untorn.origin.object.files;

/**
 * How much a store may take.
 *
 * @param sizeMaxBytes of all bodies and records
 * @param freeMinBytes that stay free on the filesystem for others
 */
public record StoreBounds(long sizeMaxBytes, long freeMinBytes) {}
