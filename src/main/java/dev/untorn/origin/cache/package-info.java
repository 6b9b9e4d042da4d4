/**
 * What a shared cache may store and reuse (RFC 9111), as pure functions: no files, no sockets, no
 * clock. Times are arguments; what the operator says about a route is an argument.
 */
@NullMarked
package dev.untorn.origin.cache;

import org.jspecify.annotations.NullMarked;
