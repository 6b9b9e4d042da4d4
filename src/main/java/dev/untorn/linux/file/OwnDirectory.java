package dev.untorn.linux.file;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A directory with all below it, where only this program makes, renames and removes files. Paths
 * are relative, one char per byte. Calls block; thread-safe while the descriptor is open.
 */
public record OwnDirectory(LinuxFile root) {
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int FALLOC_FL_KEEP_SIZE = 1;
  private static final int FALLOC_FL_PUNCH_HOLE = 2;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  /** Others may not read what an upstream gave to this program's user. */
  private static final int FILE_PERMISSIONS = 0600;

  private static final int DIRECTORY_PERMISSIONS = 0700;

  private static final CFunction RENAMEAT = CFunction.ofInt("renameat").restarting();
  private static final CFunction UNLINKAT = CFunction.ofInt("unlinkat").restarting();
  private static final CFunction MKDIRAT = CFunction.ofInt("mkdirat").restarting();
  private static final CFunction UTIMENSAT = CFunction.ofInt("utimensat").restarting();
  private static final CFunction FLOCK = CFunction.ofInt("flock").restarting();

  /** Opens an existing file for reading. */
  public Opened open(String path) {
    return LinuxFile.open(root.fd(), path, Abi.O_RDONLY, 0);
  }

  /** Opens an existing file for reading and writing. */
  public Opened openForWriting(String path) {
    return LinuxFile.open(root.fd(), path, Abi.O_RDWR, 0);
  }

  /** Makes a file that did not exist; fails with EEXIST if it does. */
  public Opened create(String path) {
    return LinuxFile.open(root.fd(), path, Abi.O_RDWR | O_CREAT | O_EXCL, FILE_PERMISSIONS);
  }

  /** Makes a file; one of this name is removed first, so that who has it open keeps its bytes. */
  public Opened createAnew(String path) throws KernelException {
    Opened created = create(path);
    if (created instanceof Opened.Failed(Errno errno) && errno == Errno.EEXIST) {
      var _ = remove(path);
      return create(path);
    }
    return created;
  }

  /** Makes a directory, unless it exists. */
  public void makeDirectory(String path) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      long result = MKDIRAT.call(root.fd(), name(arena, path).address(), DIRECTORY_PERMISSIONS);
      if (!Errno.EEXIST.is(result)) {
        KernelException.check("mkdirat", result);
      }
    }
  }

  /** Renames a file, in place of one that has the new name. */
  public void rename(String from, String to) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      long before = name(arena, from).address();
      long after = name(arena, to).address();
      KernelException.check("renameat", RENAMEAT.call(root.fd(), before, root.fd(), after));
    }
  }

  /** Removes a file's name; false if there was none. */
  public boolean remove(String path) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      long result = UNLINKAT.call(root.fd(), name(arena, path).address(), 0);
      if (Errno.ENOENT.is(result)) {
        return false;
      }
      KernelException.check("unlinkat", result);
      return true;
    }
  }

  /** Sets the times of a file to now (utimensat(2)); false if there is none. */
  public boolean touch(String path) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      long result = UTIMENSAT.call(root.fd(), name(arena, path).address(), 0, 0);
      if (Errno.ENOENT.is(result)) {
        return false;
      }
      KernelException.check("utimensat", result);
      return true;
    }
  }

  /** Waits until the names in a directory are on the disk (fsync(2)). */
  public void syncNames(String path) throws KernelException {
    try (LinuxFile directory = openDirectory(path)) {
      directory.sync();
    }
  }

  /** Passes the names in a directory on, as {@link DirectoryReader#readNames}. */
  public boolean readNames(String path, Predicate<String> receiver) throws KernelException {
    try (LinuxFile directory = openDirectory(path)) {
      return DirectoryReader.readNames(directory, receiver);
    }
  }

  private LinuxFile openDirectory(String path) throws KernelException {
    return switch (LinuxFile.open(root.fd(), path, Abi.O_RDONLY | Abi.O_DIRECTORY, 0)) {
      case Opened.File(LinuxFile directory) -> directory;
      case Opened.Failed(Errno errno) -> throw new KernelException("openat of " + path, errno);
    };
  }

  /** The inode of this name; empty if there is none. */
  public Optional<Stat> stat(String path) {
    return Optional.ofNullable(root.statAtNoFollow(path));
  }

  /**
   * Allocates blocks for a file's first bytes; its size stays (fallocate(2)). Returns false if
   * there is no space; true also if the filesystem cannot.
   */
  public static boolean allocate(LinuxFile file, long sizeBytes) {
    long result = Libc.FALLOCATE.call(file.fd(), FALLOC_FL_KEEP_SIZE, 0, sizeBytes);
    return result >= 0 || !Errno.ofResult(result).isFullDisk();
  }

  /** Gives the blocks of a stretch back, where the filesystem can (fallocate(2)). */
  public static void deallocate(LinuxFile file, long from, long lengthBytes) {
    if (lengthBytes > 0) {
      var _ =
          Libc.FALLOCATE.call(
              file.fd(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, lengthBytes);
    }
  }

  /** Whether no other process has this directory locked; it is locked until it is closed. */
  public boolean tryLock() {
    return FLOCK.call(root.fd(), LOCK_EX | LOCK_NB) >= 0;
  }

  private static MemorySegment name(Arena arena, String path) {
    if (path.length() >= Scratch.PATH_SIZE_BYTES || path.indexOf(0) >= 0) {
      throw new IllegalArgumentException("not a path: " + path);
    }
    return arena.allocateFrom(path, StandardCharsets.ISO_8859_1);
  }
}
