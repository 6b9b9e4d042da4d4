package dev.untorn.origin.object.check;

/** The bodies that are being fetched, or wait to be resumed. */
public record PartialFiles(long count, long bytes) {}
