package dev.untorn.origin.object.check;

import dev.untorn.origin.object.record.StoredObject;

/** What a check of one file or object found. */
public sealed interface Finding {
  /** The record is sound, and the body has the SHA-256 that both the record and its name tell. */
  record Sound(StoredObject object) implements Finding {}

  /** No request gets it: a record that is not sound counts as absent. */
  record DamagedRecord(String path) implements Finding {}

  /** No request gets it: the object counts as absent. */
  record NoBody(StoredObject object) implements Finding {}

  /** Requests get wrong bytes, unless it is small: the disk, or somebody, changed the body. */
  record WrongBody(StoredObject object) implements Finding {}
}
