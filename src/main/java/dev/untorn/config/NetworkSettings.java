package dev.untorn.config;

import java.util.List;

/**
 * Where clients connect.
 *
 * @param port 0 for any free one
 * @param threads event loops
 * @param copyingDevices names, with * for any letters, of devices that copy what they send
 */
public record NetworkSettings(String bind, int port, int threads, List<String> copyingDevices) {}
