/**
 * Finds out by small experiments what can be proved of a directory's files, what this kernel does,
 * and how files will be sent. Leaves nothing behind.
 */
@NullMarked
package dev.untorn.server.probe;

import org.jspecify.annotations.NullMarked;
