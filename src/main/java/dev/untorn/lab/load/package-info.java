/** Clients that send the requests real ones send, and only record. */
@NullMarked
package dev.untorn.lab.load;

import org.jspecify.annotations.NullMarked;
