package dev.untorn.version;

/** How the taking of a version ended, before anybody holds it. */
sealed interface Taken {
  /** There is a version, perhaps with a copy still being made. */
  record Fresh(Entry entry) implements Taken {}

  /** Somebody has the file open for writing. */
  record Writing() implements Taken {}

  /** It changed each time it was read. */
  record Changing() implements Taken {}

  /** No room for it. */
  record Full(String reason) implements Taken {}

  /** The disk or the kernel refused. */
  record Failed(String reason) implements Taken {}
}
