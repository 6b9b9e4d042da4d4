/**
 * HTTP semantics (RFC 9110) as pure functions: dates, entity tags, conditions, ranges, preferences.
 * Knows no files, versions or sockets.
 */
@NullMarked
package dev.untorn.semantics;

import org.jspecify.annotations.NullMarked;
