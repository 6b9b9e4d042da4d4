package dev.untorn.server;

import dev.untorn.linux.SharedLibrary;
import dev.untorn.text.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Netty's native library, which the event loops need. The launcher names the directory where the
 * build unpacked it. Otherwise Netty unpacks it to a temporary directory, which may be full,
 * read-only or mounted noexec; then the next directory is tried. Call it before Netty is used.
 */
public final class NativeTransport {
  private static final String FOLDER = "META-INF/native/";

  /** Where Netty unpacks it. */
  private static final String WORKDIR = "io.netty.native.workdir";

  /** Looked for once, at the first call. */
  private static final Optional<Obstacle> OBSTACLE = look();

  private NativeTransport() {}

  /** Why event loops are impossible; empty if they are possible. */
  public static Optional<Obstacle> obstacle() {
    return OBSTACLE;
  }

  private static Optional<Obstacle> look() {
    String arch = System.getProperty("os.arch");
    String library =
        "libnetty_transport_native_epoll_%s.so"
            .formatted(arch.equals("aarch64") ? "aarch_64" : "x86_64");
    List<String> refusals = new ArrayList<>();
    if (unpackedAlready(library, refusals)) {
      return Optional.empty();
    }
    for (String place : places()) {
      Optional<String> refusal = tryUnpacking(library, Path.of(place));
      if (refusal.isEmpty()) {
        System.setProperty(WORKDIR, place);
        return Optional.empty();
      }
      refusals.add(place + ": " + refusal.get());
    }
    return Optional.of(
        new Obstacle(
            "the network library for %s cannot be loaded (%s)"
                .formatted(arch, String.join("; ", refusals)),
            "name a directory that is writable and not mounted noexec, with"
                + " UNTORN_JAVA_OPTS=-Djava.io.tmpdir=DIR"));
  }

  /** Searches as System.loadLibrary does, which Netty calls first. */
  private static boolean unpackedAlready(String library, List<String> refusals) {
    for (String directory : System.getProperty("java.library.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, library);
      if (Files.exists(file)) {
        Optional<String> refusal = SharedLibrary.obstacle(file);
        if (refusal.isEmpty()) {
          return true;
        }
        refusals.add(directory + ": " + refusal.get());
      }
    }
    return false;
  }

  private static List<String> places() {
    return Stream.of(
            System.getProperty(WORKDIR),
            System.getProperty("java.io.tmpdir"),
            System.getenv("XDG_RUNTIME_DIR"),
            "/dev/shm",
            "/var/tmp")
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Optional<String> tryUnpacking(String library, Path place) {
    try (InputStream packed =
        NativeTransport.class.getClassLoader().getResourceAsStream(FOLDER + library)) {
      if (packed == null) {
        return Optional.of("there is none for this processor");
      }
      Path file = Files.createTempFile(place, "untorn", ".so");
      try {
        Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
        return SharedLibrary.obstacle(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return Optional.of(Reason.of(e));
    }
  }
}
