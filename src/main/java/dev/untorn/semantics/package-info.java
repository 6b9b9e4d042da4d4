/**
 * HTTP semantics (RFC 9110) as pure functions: dates, entity tags, conditions, ranges, preferences.
 * Takes and gives values; knows no file, no version and no socket.
 */
@NullMarked
package dev.untorn.semantics;

import org.jspecify.annotations.NullMarked;
