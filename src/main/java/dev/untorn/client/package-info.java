/**
 * HTTP/1.1 as clients see it. A leaf.
 *
 * <p>{@link dev.untorn.client.ReplyReader} is the one reader of responses: it takes what a
 * connection brings, in whatever pieces, and reports heads, content, ends and mistakes to a
 * listener. {@link dev.untorn.client.WireClient} is a minimal client that blocks, keeps raw bytes,
 * and says how each response ended.
 */
@NullMarked
package dev.untorn.client;

import org.jspecify.annotations.NullMarked;
