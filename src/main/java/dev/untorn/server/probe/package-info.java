/**
 * What can be proved of a directory on this machine, what this kernel does, and what follows for
 * how files are sent: found by small experiments that leave nothing behind.
 */
@NullMarked
package dev.untorn.server.probe;

import org.jspecify.annotations.NullMarked;
