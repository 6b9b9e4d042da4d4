package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is measured, and how.
 *
 * @param rounds in each of which every server has its turn
 * @param duration of all rounds of a server and case together
 * @param warmup before the first round of each, uncounted
 * @param directory whose files the paths name, where that is known
 * @param baseline the server that others are compared with; none: the first
 * @param writer of the files of cases that are to be written
 */
public record BenchPlan(
    List<Case> cases,
    int rounds,
    Duration duration,
    Duration warmup,
    LoadProfile profile,
    RequestOptions options,
    Optional<Path> directory,
    Optional<String> baseline,
    Optional<FileWriter> writer) {}
