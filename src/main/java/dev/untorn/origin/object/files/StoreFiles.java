package dev.untorn.origin.object.files;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads and replaces records. Blocks; thread-safe. */
public final class StoreFiles {
  public static final String FILLS = "fills";

  /** More than any server's head may have; what is larger is no record. */
  public static final int RECORD_SIZE_MAX_BYTES = 1 << 20;

  /** Most records fit, so that one read gets them whole. */
  private static final int BUFFER_SIZE_BYTES = 16 << 10;

  /** Follows the name of a record that is being written. */
  public static final String NEW = ".new";

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_SIZE_BYTES));

  /** By then the kernel has written it by itself (vm.dirty_expire_centisecs). */
  private static final long YOUNG_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** When a record must be on the disk. */
  public enum Durability {
    /** Before it can be found. */
    NOW,
    /** A crash may lose it. */
    SOON
  }

  private final OwnDirectory directory;
  private final Object[] locks =
      IntStream.range(0, ObjectName.FOLDERS).mapToObj(_ -> new Object()).toArray();

  private StoreFiles(OwnDirectory directory) {
    this.directory = directory;
  }

  /** The files of a store that is there. */
  public static StoreFiles existing(OwnDirectory directory) {
    return new StoreFiles(directory);
  }

  /** The files of a store, which is made unless it is there. */
  public static StoreFiles in(OwnDirectory directory) throws KernelException {
    directory.makeDirectory(FILLS);
    directory.makeDirectory(ObjectName.OBJECTS);
    Set<String> missing = foldersMissing(directory);
    for (String folder : missing) {
      directory.makeDirectory(folder);
    }
    if (!missing.isEmpty()) { // What is on the disk in a folder needs a folder on the disk.
      directory.syncNames(ObjectName.OBJECTS);
      directory.syncNames(".");
    }
    return new StoreFiles(directory);
  }

  /** Reads one directory: none of the many folders, on a disk perhaps, before a first answer. */
  private static Set<String> foldersMissing(OwnDirectory directory) throws KernelException {
    Set<String> missing =
        IntStream.range(0, ObjectName.FOLDERS)
            .mapToObj(ObjectName::folder)
            .collect(Collectors.toCollection(TreeSet::new));
    var _ =
        directory.readNames(
            ObjectName.OBJECTS,
            name -> {
              var _ = missing.remove(ObjectName.OBJECTS + "/" + name);
              return true;
            });
    return missing;
  }

  public OwnDirectory directory() {
    return directory;
  }

  /** Guards changes of the records in a name's folder, and removal of their bodies. */
  public Object lock(ObjectName name) {
    return lock(name.folderIndex());
  }

  public Object lock(int folder) {
    return locks[folder];
  }

  /** The primary record of a key; empty if there is no sound one. */
  public Optional<Primary> primary(String key) throws IOException {
    return read(Primary.name(key).keyPath())
        .flatMap(Primary::parse)
        .filter(primary -> primary.key().equals(key));
  }

  /** A record's object; empty if there is no sound record. */
  public Optional<StoredObject> object(ObjectName name) throws IOException {
    return read(name.path())
        .flatMap(StoredObject::parse)
        .filter(object -> object.name().equals(name.hash()));
  }

  /** The bytes of a small file, until this thread's next call; empty if there is none. */
  public Optional<ByteBuffer> read(String path) throws IOException {
    return switch (directory.open(path)) {
      case Opened.Failed(Errno errno) when errno == Errno.ENOENT -> Optional.empty();
      case Opened.Failed(Errno errno) -> throw new KernelException("openat", errno);
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield read(file);
        }
      }
    };
  }

  private static Optional<ByteBuffer> read(LinuxFile file) throws IOException {
    ByteBuffer buffer = BUFFER.get().clear();
    while (file.pread(buffer, buffer.position()) > 0) {
      if (!buffer.hasRemaining()) {
        if (buffer.capacity() == RECORD_SIZE_MAX_BYTES) {
          return Optional.empty();
        }
        buffer = ByteBuffer.allocateDirect(RECORD_SIZE_MAX_BYTES).put(buffer.flip());
      }
    }
    return Optional.of(buffer.flip());
  }

  /** Makes a record, or replaces it. Readers get the old one or the new one. */
  public void replace(String path, ByteBuffer record, Durability durability) throws IOException {
    String made = path + NEW;
    try (LinuxFile file = created(directory.createAnew(made))) {
      file.pwrite(record, 0);
      switch (durability) {
        case NOW -> file.syncData();
        case SOON -> {}
      }
      directory.rename(made, path);
    } catch (IOException e) {
      var _ = directory.remove(made);
      throw e;
    }
  }

  /** Waits until a file is on the disk, if it may have been written without waiting for that. */
  public void syncIfYoung(String path) throws KernelException {
    try (LinuxFile file = created(directory.open(path))) {
      long nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      if (nowNanos - file.stat().mtimeNanos() < YOUNG_NANOS) {
        file.syncData();
      }
    }
  }

  public static LinuxFile created(Opened opened) throws KernelException {
    return switch (opened) {
      case Opened.File(LinuxFile file) -> file;
      case Opened.Failed(Errno errno) -> throw new KernelException("openat", errno);
    };
  }
}
