package dev.untorn.origin.object.partial;

import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies that were whole and had their name when a process was killed, but no record yet: with the
 * log of their fill they are resumed as if they were not whole. Blocks.
 */
public record UnrecordedBodies(StoreFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(UnrecordedBodies.class);

  /** Gives the body of a log its former path again; false if there is none. */
  public boolean bringBack(String logPath, String formerPath) {
    try {
      Optional<FillLog.Found> log = files.read(logPath).flatMap(FillLog::read);
      Optional<String> path = log.isPresent() ? path(log.get().subject()) : Optional.empty();
      if (path.isPresent()) {
        files.directory().rename(path.get(), formerPath);
      }
      return path.isPresent();
    } catch (IOException e) {
      LOG.debug("the body of {} is not found again: {}", logPath, e.getMessage());
      return false;
    }
  }

  private Optional<String> path(FillSubject subject) throws IOException {
    Optional<ObjectName> object =
        files
            .primary(subject.key())
            .filter(subject::isOf)
            .map(primary -> primary.variant(subject.head().selecting()));
    return object.isPresent() ? unrecorded(object.get()) : Optional.empty();
  }

  /** A body that an object's record is not about; it is compared with the log before it is used. */
  private Optional<String> unrecorded(ObjectName name) throws IOException {
    Optional<String> recorded = files.object(name).map(StoredObject::bodyPath);
    List<String> names = new ArrayList<>();
    var _ = files.directory().readNames(name.folder(), names::add);
    return names.stream()
        .map(each -> name.folder() + "/" + each)
        .filter(each -> each.startsWith(name.bodyPath("")))
        .filter(each -> each.length() == name.bodyPath("").length() + ObjectName.HASH_LENGTH)
        .filter(each -> !recorded.equals(Optional.of(each)))
        .findFirst();
  }
}
