/** What is fetched of an object of which parts are wanted. Pure. */
@NullMarked
package dev.untorn.origin.proxy.part;

import org.jspecify.annotations.NullMarked;
