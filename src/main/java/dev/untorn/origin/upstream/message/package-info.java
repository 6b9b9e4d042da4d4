/**
 * What an upstream's responses say of themselves: refused where two readers could take it for two
 * things. Knows nothing of requests, connections and bodies.
 */
@NullMarked
package dev.untorn.origin.upstream.message;

import org.jspecify.annotations.NullMarked;
