package dev.untorn.origin.object.files;

/**
 * What a store has.
 *
 * @param bytes of all files, in whole blocks
 * @param partials bodies that wait to be resumed
 * @param evicted objects evicted since the start
 * @param counted false while what former processes stored is being counted
 */
public record StoreStats(long objects, long bytes, long partials, long evicted, boolean counted) {}
