/**
 * From a request target to an open file beneath a root, or a reason why not. After this package no
 * path is used any more.
 */
@NullMarked
package dev.untorn.origin;

import org.jspecify.annotations.NullMarked;
