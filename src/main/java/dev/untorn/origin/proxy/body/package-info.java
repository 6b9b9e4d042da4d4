/** Bodies that are sent as streams: stored ones, and those that go from one end to the other. */
@NullMarked
package dev.untorn.origin.proxy.body;

import org.jspecify.annotations.NullMarked;
