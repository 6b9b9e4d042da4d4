/**
 * Fetches of bodies into the store, at their own pace: their readers come and go, and what nobody
 * reads any more goes on for a while.
 */
@NullMarked
package dev.untorn.origin.proxy.fill;

import org.jspecify.annotations.NullMarked;
