/** How an origin is reached: of settings, and of the files that they name. */
@NullMarked
package dev.untorn.origin.proxy.reach;

import org.jspecify.annotations.NullMarked;
