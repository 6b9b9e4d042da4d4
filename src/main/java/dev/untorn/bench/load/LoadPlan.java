package dev.untorn.bench.load;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A load on one server.
 *
 * @param specs sent one after the other, over and over; the same object stands for the same request
 * @param greeting a HEAD request, the only one of each idle connection
 * @param heads whether the requests are HEAD, whose responses have no body (RFC 9112, 6.3)
 */
public record LoadPlan(
    InetSocketAddress address,
    List<RequestSpec> specs,
    RequestSpec greeting,
    boolean heads,
    LoadProfile profile) {}
