package dev.untorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is served, and how. */
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
