package dev.untorn.delivery.wire;

/**
 * A device that copies what it sends.
 *
 * @param byName whether the user says so; otherwise the kernel does
 */
record CopyingDevice(String name, boolean byName) {}
