package dev.untorn.lab.load;

/** The ways to ask for a file that the lab knows. */
public enum ClientKind {
  FAST("fast", 2, "takes all at once, on a connection it keeps"),
  SLOW("slow", 4, "takes little at a time, through a small buffer"),
  RANGE("range", 1, "takes single ranges"),
  RESUME(
      "resume",
      1,
      "breaks off and resumes, by If-Range, by If-Match and at the version's own address"),
  REVALIDATE("revalidate", 1, "asks whether what it has is current"),
  HEAD("head", 1, "asks for the head, then for all");

  private final String label;
  private final int count;
  private final String sentence;

  ClientKind(String label, int count, String sentence) {
    this.label = label;
    this.count = count;
    this.sentence = sentence;
  }

  /** The name on the command line and in tables. */
  public String label() {
    return label;
  }

  /** How many of them a cell has. */
  public int count() {
    return count;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /** A new client of this kind. */
  public Client client() {
    return switch (this) {
      case FAST -> new FastClient();
      case SLOW -> new SlowClient();
      case RANGE -> new RangeClient();
      case RESUME -> new ResumeClient();
      case REVALIDATE -> new RevalidateClient();
      case HEAD -> new HeadClient();
    };
  }
}
