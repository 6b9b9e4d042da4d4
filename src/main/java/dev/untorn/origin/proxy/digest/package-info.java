/**
 * Digests that an origin names of a whole body, and how a body is compared with them. Nothing here
 * trusts more than it has read.
 */
@NullMarked
package dev.untorn.origin.proxy.digest;

import org.jspecify.annotations.NullMarked;
