package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;

/**
 * One request, ready to be sent again and again.
 *
 * @param bytes as it goes out; it belongs to its {@link PreparedRequests}
 */
record PreparedRequest(RequestSpec spec, ByteBuf bytes) {}
