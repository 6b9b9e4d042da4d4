package dev.untorn.config;

/**
 * Where clients connect.
 *
 * @param port 0 for any free one
 * @param threads event loops
 */
public record NetworkSettings(String bind, int port, int threads) {}
