/**
 * What can be proved of a directory on this machine, what its kernel does, and what follows for the
 * ways to send files: found by small experiments, which leave nothing behind.
 */
@NullMarked
package dev.untorn.server.probe;

import org.jspecify.annotations.NullMarked;
