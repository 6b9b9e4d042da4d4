package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, and how.
 *
 * @param rounds in each of which every server has its turn
 * @param duration of all rounds of a server and case together
 * @param warmup before the first round of each, uncounted
 * @param directory whose files the paths name, if known
 * @param baseline the server to compare others with, if not the first
 * @param writer that changes the files of cases
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
