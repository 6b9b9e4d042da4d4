/** A minimal HTTP client that keeps raw bytes and the way a response ended. A leaf. */
@NullMarked
package dev.untorn.client;

import org.jspecify.annotations.NullMarked;
