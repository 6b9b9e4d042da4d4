package dev.untorn.server.probe;

/** The topics of the report, in order. */
public enum Topic {
  FILESYSTEM(Section.FILES, "filesystem"),
  VISIBLE_WRITES(Section.FILES, "writes seen"),
  LEASE_RIGHTS(Section.FILES, "lease rights"),
  LEASE(Section.FILES, "lease, tried"),
  SAMPLE_LEASE(Section.FILES, "on a file"),
  CLONES(Section.FILES, "clones, tried"),
  SPOOL(Section.FILES, "spool"),
  KERNEL(Section.KERNEL, "kernel"),
  NATIVE_TRANSPORT(Section.KERNEL, "event loops"),
  SHARED_PAGES(Section.KERNEL, "sendfile"),
  TIMESTAMPS(Section.KERNEL, "timestamps"),
  LEASE_BREAK_TIME(Section.KERNEL, "lease break"),
  OPENAT2(Section.KERNEL, "openat2"),
  SYSTEM_CALLS(Section.KERNEL, "system calls"),
  UNNAMED_FILES(Section.KERNEL, "unnamed files"),
  MEMORY_FILES(Section.KERNEL, "files in memory"),
  READS_WITHOUT_WAITING(Section.KERNEL, "cold reads"),
  DESCRIPTORS(Section.KERNEL, "descriptors"),
  MEMORY(Section.KERNEL, "memory"),
  DEVICE(Section.PEER, "device"),
  COPIES(Section.PEER, "copies");

  public enum Section {
    FILES("What can be proved of the files"),
    KERNEL("What this kernel does"),
    PEER("The way to the peer");

    final String title;

    Section(String title) {
      this.title = title;
    }
  }

  final Section section;
  final String title;

  Topic(Section section, String title) {
    this.section = section;
    this.title = title;
  }

  Fact good(String text) {
    return new Fact(this, Fact.Grade.GOOD, text, "");
  }

  Fact plain(String text) {
    return new Fact(this, Fact.Grade.PLAIN, text, "");
  }

  Fact weak(String text, String remedy) {
    return new Fact(this, Fact.Grade.WEAK, text, remedy);
  }

  Fact goodIf(boolean good, String text, String remedy) {
    return good ? good(text) : weak(text, remedy);
  }
}
