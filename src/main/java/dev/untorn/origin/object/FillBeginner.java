package dev.untorn.origin.object;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.KeyRecords;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.object.partial.VerifiedParts;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Begins fills, and goes on with them. Blocks; thread-safe. */
record FillBeginner(
    KeyRecords keys, FillFiles fills, StoreSpace space, Commits commits, Bans bans) {
  private static final NotStored NO_MATCH =
      new NotStored(NotStored.Cause.UNMATCHABLE, "its Vary matches no later request");
  private static final NotStored PURGED =
      new NotStored(NotStored.Cause.UNMATCHABLE, "it was purged while the origin was asked");

  BeginResult begin(
      String key,
      StoredHead head,
      OptionalLong lengthBytes,
      Optional<String> validator,
      long sequence,
      Room room) {
    Optional<List<String>> varyNames = Primary.varyNames(head);
    if (varyNames.isEmpty()) {
      return NO_MATCH;
    }
    try {
      Primary primary = space.run(() -> keys.of(key, varyNames.get()));
      FillSubject subject =
          new FillSubject(key, primary.generation(), head, lengthBytes, validator, sequence);
      FillFile file = space.run(() -> fills.create(subject));
      return bans.mayStore(subject)
          ? begin(subject, primary, file, VerifiedParts.none(), room)
          : refused(file, PURGED);
    } catch (IOException e) {
      return StoreSpace.notStored(e);
    }
  }

  private BeginResult begin(
      FillSubject subject, Primary primary, FillFile file, VerifiedParts there, Room room) {
    OptionalLong lengthBytes = subject.lengthBytes();
    Optional<NotStored> refused =
        lengthBytes.isEmpty()
            ? Optional.empty()
            : switch (room) {
              case WHOLE -> space.reserve(file, lengthBytes.getAsLong());
              case PARTS -> space.mayHave(lengthBytes.getAsLong());
            };
    if (refused.isPresent()) {
      return refused(file, refused.get());
    }
    ObjectName name = primary.variant(subject.head().selecting());
    OptionalLong unsettled = room == Room.WHOLE ? lengthBytes : OptionalLong.empty();
    return new BeginResult.Begun(
        new ObjectFill(space, commits, file, subject, name, there, unsettled));
  }

  private static NotStored refused(FillFile file, NotStored why) {
    file.remove();
    file.endUse();
    return why;
  }

  BeginResult resume(PartialFill partial, StoredHead head, OptionalLong lengthBytes, Room room) {
    Optional<List<String>> varyNames = Primary.varyNames(head);
    if (varyNames.isEmpty() || !varyNames.equals(Primary.varyNames(partial.head()))) {
      partial.drop();
      return NO_MATCH;
    }
    try {
      FillSubject subject = partial.subject().with(head, lengthBytes);
      Primary primary = new Primary(subject.key(), subject.generation(), varyNames.get());
      FillFile file = partial.resume(subject);
      return bans.isBanned(subject)
          ? refused(file, PURGED)
          : begin(subject, primary, file, partial.verified(), room);
    } catch (IOException e) {
      partial.close();
      return StoreSpace.notStored(e);
    }
  }
}
