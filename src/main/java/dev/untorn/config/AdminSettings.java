package dev.untorn.config;

import java.util.List;

/**
 * Where metrics and health are served.
 *
 * @param hosts further host names to answer to
 * @param portRequired whether the user named the port, so that a taken one is an error; otherwise
 *     any free port is used instead
 */
public record AdminSettings(
    boolean enabled, String bind, int port, boolean portRequired, List<String> hosts) {}
