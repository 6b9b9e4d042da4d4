package dev.untorn.config;

/**
 * Where metrics and health are.
 *
 * @param portRequired whether a taken port is an error (the user named it) or gives way to any free
 */
public record AdminSettings(boolean enabled, String bind, int port, boolean portRequired) {}
