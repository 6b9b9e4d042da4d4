package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;

/**
 * One request, ready to be sent again and again.
 *
 * @param request as it goes out; it belongs to its {@link Shots}
 */
record Shot(Ask ask, ByteBuf request) {}
