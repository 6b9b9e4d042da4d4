package dev.untorn.origin.object.check;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanFile;
import dev.untorn.origin.object.check.ListedObject.Reach;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.digest.BodyHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a store's directory. Blocks; not thread-safe. */
public final class StoreReader implements AutoCloseable {
  private static final Pattern RECORD = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern KEY = Pattern.compile("([0-9a-f]{64})\\.key");
  private static final Pattern PARTIAL = Pattern.compile("[0-9a-f.-]+(?<!\\.log)");

  /** What opening a directory led to. */
  public sealed interface Opening {
    record Done(StoreReader reader) implements Opening {}

    /** A problem of the directory, for its owner. */
    record Refused(String problem) implements Opening {}
  }

  private final OwnDirectory directory;
  private final StoreFiles files;

  private StoreReader(OwnDirectory directory) {
    this.directory = directory;
    this.files = StoreFiles.existing(directory);
  }

  public static Opening open(Path path) {
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) -> new Opening.Refused("cannot open " + path + ": " + errno);
      case Opened.File(LinuxFile root) -> {
        OwnDirectory directory = new OwnDirectory(root);
        if (directory.stat(ObjectName.OBJECTS).isEmpty()) {
          root.close();
          yield new Opening.Refused(path + " is no cache: it has no directory objects");
        }
        yield new Opening.Done(new StoreReader(directory));
      }
    };
  }

  /** Passes every object on, in the order of the disk. */
  public void list(Consumer<ListedObject> receiver) throws IOException {
    BanFile bans = BanFile.read(files);
    for (int folder = 0; folder < ObjectName.FOLDERS; folder++) {
      for (String name : names(folder, RECORD.asMatchPredicate())) {
        ObjectName record = new ObjectName(name);
        Optional<Stat> stat = directory.stat(record.path());
        Optional<StoredObject> object = files.object(record);
        if (stat.isPresent() && object.isPresent()) {
          long usedMillis = TimeUnit.NANOSECONDS.toMillis(stat.get().mtimeNanos());
          Reach reach = reach(object.get(), bans);
          receiver.accept(new ListedObject(object.get(), reach, usedMillis));
        }
      }
    }
  }

  private Reach reach(StoredObject object, BanFile bans) throws IOException {
    Optional<Primary> primary = files.primary(object.key());
    if (primary.isEmpty()
        || !primary.get().generation().equals(object.generation())
        || bans.isBanned(object.key(), object.head(), object.sequence())) {
      return Reach.PURGED;
    }
    ObjectName selected = primary.get().variant(object.head().selecting());
    return selected.hash().equals(object.name()) ? Reach.REACHABLE : Reach.REPLACED;
  }

  /** The bans that are kept, the oldest first. */
  public List<Ban> bans() throws IOException {
    return BanFile.read(files).bans();
  }

  /** The bodies that are not whole. */
  public PartialFiles partials() throws IOException {
    List<String> names = new ArrayList<>();
    var _ = directory.readNames(StoreFiles.FILLS, names::add);
    List<Stat> found =
        names.stream()
            .filter(PARTIAL.asMatchPredicate())
            .flatMap(name -> directory.stat(StoreFiles.FILLS + "/" + name).stream())
            .toList();
    return new PartialFiles(found.size(), found.stream().mapToLong(Stat::sizeBytes).sum());
  }

  /** Reads every record and every body, and passes on what it finds. */
  public void verify(Consumer<Finding> receiver) throws IOException {
    for (int folder = 0; folder < ObjectName.FOLDERS; folder++) {
      for (String name : names(folder, RECORD.asMatchPredicate())) {
        verify(new ObjectName(name)).ifPresent(receiver);
      }
      for (String name : names(folder, KEY.asMatchPredicate())) {
        String path = ObjectName.folder(folder) + "/" + name;
        Optional<ByteBuffer> record = files.read(path);
        if (record.isPresent() && record.flatMap(Primary::parse).isEmpty()) {
          receiver.accept(new Finding.DamagedRecord(path));
        }
      }
    }
  }

  private List<String> names(int folder, Predicate<String> which) throws KernelException {
    List<String> names = new ArrayList<>();
    if (directory.stat(ObjectName.folder(folder)).isEmpty()) {
      return names; // The first start of its store was interrupted.
    }
    var _ =
        directory.readNames(
            ObjectName.folder(folder),
            name -> {
              if (which.test(name)) {
                names.add(name);
              }
              return true;
            });
    return names;
  }

  /** Empty if the object is gone, or another one has taken its place meanwhile. */
  private Optional<Finding> verify(ObjectName name) throws IOException {
    Optional<ByteBuffer> record = files.read(name.path());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Optional<StoredObject> object =
        record.flatMap(StoredObject::parse).filter(found -> found.name().equals(name.hash()));
    if (object.isEmpty()) {
      return Optional.of(new Finding.DamagedRecord(name.path()));
    }
    Finding finding = verify(object.get());
    boolean sound = finding instanceof Finding.Sound;
    return sound || files.object(name).equals(object) ? Optional.of(finding) : Optional.empty();
  }

  private Finding verify(StoredObject object) throws IOException {
    return switch (directory.open(object.bodyPath())) {
      case Opened.Failed(Errno errno) when errno == Errno.ENOENT -> new Finding.NoBody(object);
      case Opened.Failed(Errno errno) -> throw new KernelException("openat", errno);
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield verify(object, file);
        }
      }
    };
  }

  private static Finding verify(StoredObject object, LinuxFile file) throws IOException {
    long lengthBytes = object.lengthBytes();
    if (file.stat().sizeBytes() != lengthBytes) {
      return new Finding.NoBody(object);
    }
    Body body = new Body.Sealed(file, CopyProgress.proved(lengthBytes), file);
    boolean right =
        BodyHash.of(body, DigestAlgorithm.SHA_256, 0, lengthBytes, () -> false)
            .map(HexFormat.of()::formatHex)
            .filter(object.sha256()::equals)
            .isPresent();
    return right ? new Finding.Sound(object) : new Finding.WrongBody(object);
  }

  @Override
  public void close() {
    directory.root().close();
  }
}
