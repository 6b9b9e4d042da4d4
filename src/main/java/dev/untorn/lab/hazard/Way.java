package dev.untorn.lab.hazard;

import dev.untorn.lab.Explained;

/** A way to hand a file's bytes to a socket. */
public enum Way implements Explained {
  SENDFILE("sendfile", "sendfile(2) from the live file"),
  SPLICE("splice", "splice(2) from the live file into a pipe, from the pipe into the socket"),
  READ_WRITE("read", "read into memory of its own, then send(2)"),
  DIRECT("direct", "sendfile(2) from a descriptor opened with O_DIRECT"),
  MAPPED("mmap", "send(2) from a shared mapping of the live file"),
  LEASED("lease", "sendfile(2) from the live file, a read lease held until the peer has read all"),
  LEASED_UNTIL_ACKED(
      "lease/ack", "as lease, but the lease ends as soon as everything is acknowledged"),
  CLONE("clone", "sendfile(2) from a reflink clone without a name"),
  MEMFD("memfd", "sendfile(2) from a copy in a sealed memfd"),
  UNNAMED("unnamed", "sendfile(2) from a copy in a file without a name (O_TMPFILE)"),
  VMSPLICE(
      "vmsplice", "vmsplice(2) of a mapping's pages into a pipe, from the pipe into the socket");

  private final String term;

  Way(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String term() {
    return term;
  }
}
