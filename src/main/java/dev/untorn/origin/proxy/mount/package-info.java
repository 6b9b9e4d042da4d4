/**
 * Which origin a request is for, of those that the operator has named; and where an object is at
 * the origin. Pure.
 */
@NullMarked
package dev.untorn.origin.proxy.mount;

import org.jspecify.annotations.NullMarked;
