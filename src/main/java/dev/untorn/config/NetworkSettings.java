package dev.untorn.config;

import java.util.List;

/** Where clients connect; {@code threads} is the number of event loops. */
public record NetworkSettings(String bind, int port, int threads, List<String> copyingDevices) {}
