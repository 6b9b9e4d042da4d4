package dev.untorn.config;

import java.util.List;

/**
 * Where metrics and health are served.
 *
 * @param hosts further host names by which it answers
 * @param portRequired whether a taken port is an error (the user named it) or gives way to any free
 */
public record AdminSettings(
    boolean enabled, String bind, int port, boolean portRequired, List<String> hosts) {}
