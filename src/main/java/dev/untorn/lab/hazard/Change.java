package dev.untorn.lab.hazard;

import dev.untorn.lab.Explained;

/** What a writer does to the file between the sender's hand-over and the peer's reading. */
public enum Change implements Explained {
  PWRITE("pwrite", true, "one pwrite(2) over the whole file"),
  MAPPED_STORE("mmap", true, "stores to every byte of a shared mapping"),
  SHORTEN("shorten", false, "truncation to 100 bytes; the kernel zeroes the rest of that folio"),
  TRIM("trim", false, "truncation 1000 bytes before the end of what was handed over"),
  REWRITE("rewrite", true, "truncation to 0, then written anew"),
  TRUNCATING_OPEN(
      "o_trunc", true, "truncation to 0 by an open for reading only: no lease holds it"),
  PUNCH("punch", true, "a hole punched over the whole file"),
  RENAME("rename", true, "another file renamed over it"),
  UNLINK("unlink", true, "its name removed"),
  COPY_INTO("copy_range", true, "copy_file_range(2) from another file into it"),
  CLONE_INTO("ficlone", true, "FICLONE of another file into it"),
  DIRECT_WRITE("direct", true, "one pwrite(2) with O_DIRECT over the whole file");

  private final boolean whole;
  private final String term;

  Change(String label, boolean whole, String sentence) {
    this.whole = whole;
    this.term = Explained.term(label, sentence);
  }

  /**
   * Whether it touches every byte that was handed over; if not, bytes that stayed old prove nothing
   * about their state.
   */
  public boolean isWhole() {
    return whole;
  }

  @Override
  public String term() {
    return term;
  }
}
