package dev.untorn.config;

import java.util.Optional;

/**
 * What holds for the files whose path matches; what is empty is as in section {@code serve}.
 *
 * @param mode in place of {@code serve.mode}
 * @param whileWriting in place of {@code serve.while-writing}
 */
public record Rule(Glob match, Optional<Mode> mode, Optional<WhileWriting> whileWriting) {}
