package dev.untorn.config;

import java.util.List;

/**
 * Where clients connect.
 *
 * @param threads event loops
 */
public record NetworkSettings(String bind, int port, int threads, List<String> copyingDevices) {}
