package dev.untorn.bench.load;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a server is loaded.
 *
 * @param shots sent one after the other, over and over
 * @param pipeline requests under way on a connection at once
 * @param ratePerSecond of the open model; none: closed, each connection asks as soon as it may
 * @param readBytesPerSecond of each connection; none: as fast as it comes
 * @param verify whether bodies are checked byte by byte
 */
public record LoadPlan(
    InetSocketAddress address,
    List<Shot> shots,
    int connections,
    int threads,
    int pipeline,
    boolean keepAlive,
    OptionalDouble ratePerSecond,
    OptionalLong readBytesPerSecond,
    boolean verify) {}
