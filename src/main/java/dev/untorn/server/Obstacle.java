package dev.untorn.server;

/**
 * Something that the system refuses, and the remedy.
 *
 * @param what what is refused and what that means, without a full stop
 * @param remedy what an administrator can do about it
 */
public record Obstacle(String what, String remedy) {
  public String line() {
    return what + ": " + remedy;
  }
}
