package dev.untorn.server;

/** The result of a start. */
public sealed interface Startup {
  /** Serving; the receiver stops it. */
  record Started(Server server) implements Startup {}

  /** Not started; one line names the place and the remedy. */
  record Refused(String problem) implements Startup {}
}
