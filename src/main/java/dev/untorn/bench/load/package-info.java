/** The load generator: connections that send requests, and time and check the responses. */
@NullMarked
package dev.untorn.bench.load;

import org.jspecify.annotations.NullMarked;
