package dev.untorn.version;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;

/**
 * How versions of a file are taken: by its path, so one file under two paths may have two.
 *
 * @param mode as the user picked it
 * @param whileWriting what to do while somebody has the file open for writing
 * @param tags what its entity tag is made of; that of a live body is made of the stamp in any case
 * @param dates whether its date alone names it
 */
public record Policy(Mode mode, WhileWriting whileWriting, TagBasis tags, DateTrust dates) {
  /** With dates that are checked. */
  public Policy(Mode mode, WhileWriting whileWriting, TagBasis tags) {
    this(mode, whileWriting, tags, DateTrust.CHECKED);
  }
}
