package dev.untorn.server;

import dev.untorn.linux.Errno;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LeaseBreaks;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.net.Acknowledged;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries the system calls that the server will make, because a sandbox (seccomp, a container's
 * profile) may refuse any of them. Takes about a millisecond; leaves nothing behind.
 */
public final class SystemCalls {
  private static final String SECCOMP =
      "have seccomp allow it (docker: --security-opt seccomp=PROFILE)";
  private static final Inet4Address LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");
  private static final int BUFFER_BYTES = 4096;
  private static final int PATIENCE_SECONDS = 1;

  private final List<Obstacle> fatal = new ArrayList<>();
  private final List<Obstacle> notes = new ArrayList<>();

  private SystemCalls() {}

  /** Tries them all, in the served directory and the directory for copies. */
  public static SystemCalls of(LinuxFile root, Path spool) {
    SystemCalls calls = new SystemCalls();
    calls.tryOpening(root);
    calls.tryReading(root);
    calls.tryUnnamedFiles(root, spool);
    calls.trySockets();
    if (!LeaseBreaks.canBeAwaited()) {
      calls.note("rt_sigtimedwait is refused", "writers wait some milliseconds longer");
    }
    return calls;
  }

  /** Why nothing can be served. */
  public Optional<Obstacle> fatal() {
    return fatal.stream().findFirst();
  }

  /** What is refused, and what that costs. */
  public List<Obstacle> notes() {
    return List.copyOf(notes);
  }

  private void note(String refused, String meaning) {
    notes.add(new Obstacle(refused + ": " + meaning, SECCOMP));
  }

  private void tryOpening(LinuxFile root) {
    switch (root.openBeneath(".", LinuxFile.Symlinks.REFUSED, Walk.ANY)) {
      case Opened.File(LinuxFile file) -> file.close();
      case Opened.Failed(Errno errno) ->
          fatal.add(
              new Obstacle(
                  "openat2 with RESOLVE_BENEATH is refused (%s): no file can be served safely"
                      .formatted(errno),
                  errno == Errno.ENOSYS ? "use Linux 5.6 or newer, or " + SECCOMP : SECCOMP));
    }
  }

  private void tryReading(LinuxFile root) {
    try {
      root.stat();
    } catch (IOException e) {
      fatal.add(new Obstacle("statx is refused (" + e.getMessage() + ")", SECCOMP));
    }
  }

  private void tryUnnamedFiles(LinuxFile root, Path spool) {
    if (!isUsable(AnonymousFile.inDirectory(root)) && !isUsableIn(spool)) {
      notes.add(
          new Obstacle(
              "unnamed files (O_TMPFILE) can be made neither in "
                  + spool
                  + " nor beside the files: large files are copied to memory, or sent under their"
                  + " lease",
              "set store.spool to a directory that the server may write to, and have seccomp allow"
                  + " openat"));
    }
    switch (AnonymousFile.inMemory()) {
      case Opened.File(LinuxFile file) -> file.close();
      case Opened.Failed(Errno errno) ->
          note(
              "memfd_create is refused (" + errno + ")",
              "where no disk takes copies, large files that are written are unavailable");
    }
  }

  private boolean isUsableIn(Path spool) {
    if (!(LinuxFile.openDirectory(spool) instanceof Opened.File(LinuxFile directory))) {
      return false;
    }
    try (directory) {
      return isUsable(AnonymousFile.inDirectory(directory));
    }
  }

  private boolean isUsable(Opened made) {
    if (!(made instanceof Opened.File(LinuxFile file))) {
      return false;
    }
    try (file) {
      if (Filesystem.of(file).hasDisk() && !file.tellsWarmth()) {
        note("preadv2 with RWF_NOWAIT is refused", "a slow disk holds up other connections");
      }
      return true;
    }
  }

  /** Without a loopback device, nothing is tried. */
  private void trySockets() {
    try (TcpSocket listener = TcpSocket.listen(LOOPBACK);
        TcpSocket receiver =
            TcpSocket.connect(LOOPBACK, listener.port(), BUFFER_BYTES, PATIENCE_SECONDS);
        TcpSocket sender = listener.accept(BUFFER_BYTES)) {
      trySending(sender.fd());
      if (!Acknowledged.canBeAsked(receiver.fd())) {
        note(
            "SIOCOUTQ or TCP_INFO is refused",
            "no large file is sent without copying it under its lease");
      }
    } catch (IOException e) {
      // Without loopback, or without a descriptor; the listening socket will tell.
    }
  }

  private void trySending(int socket) {
    try {
      SocketOut.send(socket, ByteBuffer.allocateDirect(1));
    } catch (IOException e) {
      fatal.add(
          new Obstacle(
              "sendmsg is refused (%s): no response can be sent".formatted(e.getMessage()),
              SECCOMP));
    }
    if (AnonymousFile.inMemory() instanceof Opened.File(LinuxFile file)) {
      try (file) {
        SocketOut.sendFile(socket, file, 0, 1);
      } catch (IOException e) {
        note(
            "sendfile is refused (" + e.getMessage() + ")",
            "every body is copied through the server");
      }
    }
  }
}
