package dev.untorn.origin.object.record;

/** What a record is about. A changed format gets a new number; old records are then unknown. */
public enum RecordKind {
  PRIMARY(1),
  OBJECT(6),
  FILL(9),
  BANS(8);

  private final int number;

  RecordKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
