package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.partial.PartialNames;
import dev.untorn.origin.object.partial.PartialSizes;
import dev.untorn.origin.object.partial.UnrecordedBodies;
import dev.untorn.origin.object.partial.VerifiedParts;
import dev.untorn.origin.object.partial.VerifiedPrefix;
import dev.untorn.origin.object.record.FillSubject;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the files of fills, and knows those that wait to be resumed. Blocks; thread-safe. */
final class FillFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FillFiles.class);

  private static final Pattern PARTIAL_NAME = Pattern.compile("[0-9a-f]{32}\\.[0-9a-f]{32}");

  /** They are listed at the start, before the first request. */
  private static final int PARTIAL_MAX = 1000;

  /** A smaller body is fetched anew as fast as its rest. */
  static final long PARTIAL_MIN_BYTES = 256 << 10;

  private final StoreFiles files;
  private final Bodies bodies;
  private final Usage usage;
  private final Bans bans;
  private final PartialNames names = new PartialNames();
  private final PartialSizes sizes;

  /** A file that waits to be resumed. */
  record Partial(String name, long sizeBytes, long writtenNanos) {}

  /** Finds what former processes left. */
  FillFiles(StoreFiles files, Bodies bodies, Usage usage, Bans bans) throws KernelException {
    this.files = files;
    this.bodies = bodies;
    this.usage = usage;
    this.sizes = new PartialSizes(usage);
    this.bans = bans;
    Set<String> found = new HashSet<>();
    var _ = directory().readNames(StoreFiles.FILLS, found::add);
    UnrecordedBodies unrecorded = new UnrecordedBodies(files);
    for (String name : found) {
      boolean isLog = name.endsWith(FillLog.LOG);
      String body = isLog ? name.substring(0, name.length() - FillLog.LOG.length()) : name;
      boolean isPartial = PARTIAL_NAME.matcher(body).matches();
      if (isPartial && !found.contains(body) && unrecorded.bringBack(path(name), path(body))) {
        count(body);
        names.lies(body);
      } else if (!isPartial || !found.contains(body) || !found.contains(body + FillLog.LOG)) {
        var _ = directory().remove(path(name));
      } else if (!isLog) {
        count(name);
        names.lies(name);
      }
    }
  }

  private OwnDirectory directory() {
    return files.directory();
  }

  static String path(String name) {
    return StoreFiles.FILLS + "/" + name;
  }

  /** Counts a file that waits to be resumed. */
  void count(String name) {
    sizes.count(name, directory().stat(path(name)).map(Stat::allocatedBytes).orElse(0L));
  }

  /** Makes the file for a fill. */
  FillFile create(FillSubject subject) throws IOException {
    boolean worthResuming =
        subject.validator().isPresent()
            && subject.lengthBytes().orElse(Long.MAX_VALUE) >= PARTIAL_MIN_BYTES;
    String name = subject.partialName();
    if (worthResuming && names.claim(name)) {
      return createResumable(name, subject);
    }
    String unnamed = UUID.randomUUID().toString();
    LinuxFile file = StoreFiles.created(directory().create(path(unnamed)));
    return new FillFile(this, bodies, file, unnamed, subject, Optional.empty());
  }

  private FillFile createResumable(String name, FillSubject subject) throws IOException {
    var _ = sizes.uncount(name); // Of what lay there.
    boolean made = false;
    try {
      LinuxFile file = StoreFiles.created(directory().createAnew(path(name)));
      FillFile fill = logged(file, name, subject, VerifiedParts.none());
      made = true;
      return fill;
    } finally {
      if (!made) {
        removed(name);
      }
    }
  }

  /** A fill with a new log and nothing but the verified bytes; closes the file if it fails. */
  private FillFile logged(LinuxFile file, String name, FillSubject subject, VerifiedParts there)
      throws IOException {
    Optional<FillLog> log = Optional.empty();
    boolean made = false;
    try {
      log = Optional.of(log(name, subject, there));
      file.resize(there.extents().end());
      made = true;
      return new FillFile(this, bodies, file, name, subject, log);
    } finally {
      if (!made) {
        log.ifPresent(FillLog::close);
        file.close();
      }
    }
  }

  private FillLog log(String name, FillSubject subject, VerifiedParts there) throws IOException {
    String path = path(name + FillLog.LOG);
    String made = path + StoreFiles.NEW;
    Optional<FillLog> log = Optional.empty();
    try {
      LinuxFile file = StoreFiles.created(directory().createAnew(made));
      log = Optional.of(FillLog.begin(file, subject, there));
      directory().rename(made, path);
      return log.get();
    } catch (IOException e) {
      log.ifPresent(FillLog::close);
      var _ = directory().remove(made);
      throw e;
    }
  }

  LinuxFile openForReading(String name) throws KernelException {
    return StoreFiles.created(directory().open(path(name)));
  }

  /** Goes on with a claimed file behind its sound bytes. */
  FillFile resume(String name, FillSubject subject, VerifiedParts verified) throws IOException {
    LinuxFile file = StoreFiles.created(directory().openForWriting(path(name)));
    FillFile resumed = logged(file, name, subject, verified);
    resumed.reserved(sizes.take(name));
    return resumed;
  }

  /** Gives a claimed file back, to be resumed. */
  void keep(String name) {
    names.lies(name);
    trim();
  }

  /** Likewise, one that this process has written. */
  void keep(String name, VerifiedPrefix first) {
    names.lies(name, first);
    trim();
  }

  PartialNames names() {
    return names;
  }

  /** Removes the oldest that are too many. */
  void trim() {
    int excess = names.lying() - PARTIAL_MAX;
    if (excess > 0) {
      partials().stream()
          .sorted(Comparator.comparingLong(Partial::writtenNanos))
          .limit(excess)
          .forEach(this::tryRemove);
    }
  }

  private void tryRemove(Partial partial) {
    try {
      var _ = removePartial(partial.name());
    } catch (KernelException e) {
      LOG.warn("{} cannot be removed: {}", path(partial.name()), e.getMessage());
    }
  }

  /** Removes a claimed file that waited to be resumed. Returns the bytes it took. */
  long drop(String name) throws KernelException {
    long bytes = sizes.uncount(name);
    removed(name);
    return bytes;
  }

  /** Removes the names of a claimed file. */
  void removed(String name) throws KernelException {
    var _ = directory().remove(path(name));
    moved(name);
  }

  /** The body of a claimed file has another name now, and needs no log any more. */
  void moved(String name) throws KernelException {
    var _ = directory().remove(path(name + FillLog.LOG));
    names.gone(name);
  }

  Bans bans() {
    return bans;
  }

  Usage usage() {
    return usage;
  }

  StoreFiles files() {
    return files;
  }

  /** How many files wait to be resumed. */
  int waiting() {
    return names.lying();
  }

  /** The files that wait to be resumed. */
  List<Partial> partials() {
    return names.lying("").stream().flatMap(name -> stat(name).stream()).toList();
  }

  private Optional<Partial> stat(String name) {
    return directory()
        .stat(path(name))
        .map(stat -> new Partial(name, stat.allocatedBytes(), stat.mtimeNanos()));
  }

  /** Removes a file that waits to be resumed. Returns the bytes it took. */
  long removePartial(String name) throws KernelException {
    if (!names.claimLying(name)) {
      return 0;
    }
    return drop(name);
  }

  /** All files that may be there, waiting or not. */
  List<String> all() {
    return names.all();
  }

  /** Removes the files of a key that wait to be resumed. */
  void removePartials(String key) throws KernelException {
    for (String name : names.lying(FillSubject.namePrefix(key))) {
      var _ = removePartial(name);
    }
  }
}
