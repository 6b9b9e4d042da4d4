package dev.untorn.origin.object;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.KeyRecords;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.object.partial.VerifiedParts;
import dev.untorn.origin.object.partial.VerifiedPrefix;
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

  /** Which bytes of a claimed file are read, and compared with their hashes. */
  enum Check {
    ALL,
    /** All, unless this process has written them. */
    FORMER
  }

  /** Claims a file of a variant of a key, with what is sound of it; removes those of no use. */
  Optional<PartialFill> claim(Primary primary, ObjectName variant, Check check) throws IOException {
    for (String name : fills.names().lying(FillSubject.namePrefix(primary.key()))) {
      if (fills.names().claimLying(name)) {
        Optional<PartialFill> claimed = open(name, primary, variant, check);
        if (claimed.isPresent()) {
          return claimed;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<PartialFill> open(String name, Primary primary, ObjectName variant, Check check)
      throws IOException {
    Optional<FillLog.Found> log;
    VerifiedParts verified = VerifiedParts.none();
    try {
      log =
          fills
              .files()
              .read(FillFiles.path(name + FillLog.LOG))
              .flatMap(FillLog::read)
              .filter(found -> found.subject().isOf(primary))
              .filter(found -> !fills.bans().isBanned(found.subject()));
      if (log.isPresent()) {
        if (!primary.variant(log.get().subject().head().selecting()).equals(variant)) {
          fills.names().lies(name); // For another request.
          return Optional.empty();
        }
        verified = verify(name, log.get().entries(), check);
      }
    } catch (IOException e) {
      fills.names().lies(name); // It may be readable later: descriptors may have run out.
      throw e;
    }
    if (verified.isEmpty()) {
      var _ = fills.drop(name);
      return Optional.empty();
    }
    return Optional.of(new PartialFill(fills, name, log.orElseThrow().subject(), verified));
  }

  private VerifiedParts verify(String name, List<FillLog.Entry> entries, Check check)
      throws IOException {
    Optional<VerifiedPrefix> written =
        switch (check) {
          case ALL -> Optional.empty();
          case FORMER -> fills.names().written(name);
        };
    if (written.isPresent()) {
      return VerifiedParts.written(written.get(), entries);
    }
    try (LinuxFile file = fills.openForReading(name)) {
      return VerifiedParts.of(file, entries);
    }
  }
}
