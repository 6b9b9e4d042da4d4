package dev.untorn.lab.run;

import dev.untorn.lab.link.TcpSegments;
import dev.untorn.text.Json;
import java.util.Optional;

/**
 * What a cell's responses and writers cost.
 *
 * @param responsesPerSecond complete ones with content, of the fast clients, while being written to
 * @param firstByte of those
 * @param total of those
 * @param writerWaits in open, of every change
 * @param segments that the server's end sent, where some are lost
 */
public record Costs(
    double responsesPerSecond,
    @Json.Name("first_byte_nanos") Samples firstByte,
    @Json.Name("total_nanos") Samples total,
    @Json.Name("writer_wait_nanos") Samples writerWaits,
    @Json.Flat Optional<TcpSegments> segments) {}
