package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;

/** How a file is to be served. */
public record Policy(Mode mode, WhileWriting whileWriting) {}
