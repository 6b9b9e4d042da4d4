package dev.untorn.lab.run;

import dev.untorn.lab.link.Segments;
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
    Samples firstByte,
    Samples total,
    Samples writerWaits,
    Optional<Segments> segments) {}
