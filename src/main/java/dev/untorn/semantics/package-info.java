/**
 * HTTP semantics (RFC 9110) as pure functions: dates, tags, fields, ranges. Knows no file and no
 * socket.
 */
@NullMarked
package dev.untorn.semantics;

import org.jspecify.annotations.NullMarked;
