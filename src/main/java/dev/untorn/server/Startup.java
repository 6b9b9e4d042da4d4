package dev.untorn.server;

/** How a start ended. */
public sealed interface Startup {
  /** Serving; the receiver stops it. */
  record Started(Server server) implements Startup {}

  /** Not started, with one line that names the place and the remedy. */
  record Refused(String problem) implements Startup {}
}
