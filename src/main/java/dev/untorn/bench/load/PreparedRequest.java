package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;

/**
 * One request, ready to be sent again and again.
 *
 * @param bytes the whole request; its memory belongs to {@link PreparedRequests}
 */
record PreparedRequest(RequestSpec spec, ByteBuf bytes) {}
