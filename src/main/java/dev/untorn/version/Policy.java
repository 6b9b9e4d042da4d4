package dev.untorn.version;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;

/**
 * How versions of a file are taken. It depends on the path: one file under two paths may have two.
 *
 * @param whileWriting what to do while a program has the file open for writing
 * @param tags what its entity tag is made of; that of a live body is always made of the stamp
 * @param dates whether its date alone names it
 */
public record Policy(Mode mode, WhileWriting whileWriting, TagBasis tags, DateTrust dates) {
  /** With dates that are checked. */
  public Policy(Mode mode, WhileWriting whileWriting, TagBasis tags) {
    this(mode, whileWriting, tags, DateTrust.CHECKED);
  }
}
