package dev.untorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is served, and how.
 *
 * @param index names tried, in order, for a request of a directory
 * @param spa file below the directory that answers page requests for which nothing else is found
 * @param precompressed whether siblings {@code .zst}, {@code .br}, {@code .gz} are offered
 * @param cacheControl value of Cache-Control; empty for none
 * @param etag what entity tags are made of, other than those of live files
 * @param dates whether a client may resume by a date alone
 */
public record ServeSettings(
    Path directory,
    Mode mode,
    WhileWriting whileWriting,
    List<String> index,
    boolean listing,
    Optional<String> spa,
    Symlinks symlinks,
    boolean precompressed,
    String cacheControl,
    TagBasis etag,
    DateTrust dates,
    OnModification onModification) {}
