/**
 * HTTP/1.1 as clients see it. A leaf.
 *
 * <p>{@link dev.untorn.client.ReplyReader} parses responses, however they are cut into reads, and
 * calls a listener. {@link dev.untorn.client.DeadlineSocket} is a blocking connection whose calls
 * have deadlines.
 */
@NullMarked
package dev.untorn.client;

import org.jspecify.annotations.NullMarked;
