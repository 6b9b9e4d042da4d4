/** Keeps and evicts versions, and takes each new one once for all waiting requests. */
@NullMarked
package dev.untorn.version.store;

import org.jspecify.annotations.NullMarked;
