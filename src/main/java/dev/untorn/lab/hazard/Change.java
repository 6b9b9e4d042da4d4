package dev.untorn.lab.hazard;

/** What a writer does to the file between the sender's hand-over and the peer's reading. */
public enum Change {
  PWRITE("pwrite", "one pwrite(2) over the whole file"),
  MAPPED_STORE("mmap", "stores to every byte of a shared mapping"),
  SHORTEN("shorten", "truncation to 100 bytes"),
  TRIM("trim", "truncation 1000 bytes before the end of what was handed over"),
  REWRITE("rewrite", "truncation to 0, then written anew"),
  PUNCH("punch", "a hole punched over the whole file"),
  RENAME("rename", "another file renamed over it"),
  UNLINK("unlink", "its name removed"),
  COPY_INTO("copy_range", "copy_file_range(2) from another file into it"),
  CLONE_INTO("ficlone", "FICLONE of another file into it"),
  DIRECT_WRITE("direct", "one pwrite(2) with O_DIRECT over the whole file");

  private final String title;
  private final String sentence;

  Change(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  /** A word for the head of a row. */
  public String title() {
    return title;
  }

  /** What is done, in one line. */
  public String sentence() {
    return sentence;
  }
}
