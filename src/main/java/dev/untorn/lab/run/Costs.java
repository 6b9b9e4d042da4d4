package dev.untorn.lab.run;

import dev.untorn.lab.link.TcpSegments;
import dev.untorn.text.Json;
import java.util.Optional;

/**
 * What a cell cost clients and writers.
 *
 * @param responsesPerSecond complete responses with content of the fast clients, during changes
 * @param firstByte of the same responses
 * @param total of the same responses
 * @param writerWaits time in open, of every change
 * @param segments sent by the server's end, on a lossy link
 */
public record Costs(
    double responsesPerSecond,
    @Json.Name("first_byte_nanos") Samples firstByte,
    @Json.Name("total_nanos") Samples total,
    @Json.Name("writer_wait_nanos") Samples writerWaits,
    @Json.Flat Optional<TcpSegments> segments) {}
