package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;

/** A request and its bytes, whose memory {@link PreparedRequests} owns. */
record PreparedRequest(RequestSpec spec, ByteBuf bytes) {}
