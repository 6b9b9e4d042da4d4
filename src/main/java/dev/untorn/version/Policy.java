package dev.untorn.version;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;

/**
 * How versions of a file are taken. It depends on the path: one file may have two paths.
 *
 * @param whileWriting what to serve while a program has the file open for writing
 * @param tags what its entity tag is made of; a live body's always of the stamp
 * @param dates whether its date alone identifies it
 */
public record Policy(Mode mode, WhileWriting whileWriting, TagBasis tags, DateTrust dates) {}
