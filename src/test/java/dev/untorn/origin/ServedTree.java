package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Defaults;
import dev.untorn.config.Rule;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Opened;
import dev.untorn.origin.directory.Directory;
import dev.untorn.origin.directory.Directory.RootListener;
import dev.untorn.origin.directory.DirectoryOptions;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import dev.untorn.text.PathBytes;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A served directory for tests; a trailing slash in a path asks for a directory. */
public record ServedTree(Directory directory) implements AutoCloseable {
  public static final List<Coding> IDENTITY = List.of(Coding.IDENTITY);
  public static final List<Coding> ALL =
      List.of(Coding.ZSTD, Coding.BROTLI, Coding.GZIP, Coding.IDENTITY);

  public static ServedTree of(Path root) {
    return with(root, true, "", Symlinks.FOLLOWED, true);
  }

  public static ServedTree with(
      Path root, boolean listing, String spa, Symlinks symlinks, boolean precompressed) {
    List<Rule> none = List.of();
    return with(root, listing, spa, symlinks, precompressed, none, (_, _) -> {});
  }

  static ServedTree ruled(Path root, Rule... rules) {
    List<Rule> some = List.of(rules);
    return with(root, true, "", Symlinks.FOLLOWED, true, some, (_, _) -> {});
  }

  static ServedTree heard(Path root, RootListener listener) {
    List<Rule> none = List.of();
    return with(root, true, "", Symlinks.FOLLOWED, true, none, listener);
  }

  private static ServedTree with(
      Path root,
      boolean listing,
      String spa,
      Symlinks symlinks,
      boolean precompressed,
      List<Rule> rules,
      RootListener listener) {
    return new ServedTree(
        opened(root, listing, spa, symlinks, precompressed, rules, listener, Runnable::run));
  }

  /** With threads of its own. */
  static Directory on(Path root, Executor workers) {
    List<Rule> none = List.of();
    return opened(root, true, "", Symlinks.FOLLOWED, true, none, (_, _) -> {}, workers);
  }

  private static Directory opened(
      Path root,
      boolean listing,
      String spa,
      Symlinks symlinks,
      boolean precompressed,
      List<Rule> rules,
      RootListener listener,
      Executor workers) {
    Directory directory =
        new Directory(
            NamedDirectory.at(root),
            new DirectoryOptions(
                List.of("index.html", "index.htm"),
                listing,
                spa.isEmpty() ? Optional.empty() : Optional.of(spa),
                symlinks,
                precompressed,
                Policies.of(Defaults.settings().serve(), rules)),
            listener,
            workers);
    assertTrue(directory.open());
    return directory;
  }

  public static LinuxFile open(Path root) {
    return switch (LinuxFile.openDirectory(root)) {
      case Opened.File(LinuxFile file) -> file;
      case Opened.Failed failed -> throw new AssertionError(failed);
    };
  }

  public static Target target(String path) {
    boolean slash = path.endsWith("/");
    String name = slash ? path.substring(0, path.length() - 1) : path;
    return new Target(PathBytes.of(name), slash, "");
  }

  private record Asked(Target target, List<Coding> acceptable, boolean wantsPage)
      implements OriginRequest {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String clientAddress() {
      return "";
    }

    @Override
    public Optional<String> scheme() {
      return Optional.empty();
    }

    @Override
    public String host() {
      return "";
    }

    @Override
    public String pathAndQuery() {
      return "/" + target.path() + (target.slash() ? "/" : "");
    }

    @Override
    public Optional<StreamBody> body() {
      return Optional.empty();
    }

    @Override
    public Fields fields() {
      return Fields.NONE;
    }
  }

  public static OriginRequest request(String path, List<Coding> acceptable) {
    return request(target(path), acceptable);
  }

  public static OriginRequest request(Target target, List<Coding> acceptable) {
    return new Asked(target, acceptable, false);
  }

  public Resolution resolve(String path) {
    return resolve(target(path), false);
  }

  public Resolution resolve(Target target, boolean page) {
    return directory.find(target, IDENTITY, page);
  }

  public OpenFile source(String path) {
    return source(resolve(path));
  }

  public OpenFile source(String path, List<Coding> acceptable) {
    return source(directory.find(target(path), acceptable, false));
  }

  public OpenFile source(Resolution resolution) {
    if (resolution instanceof Resolution.Found(OpenFile source)) {
      return source;
    }
    throw new AssertionError(resolution);
  }

  /** Why nothing can be told of a target at the moment. */
  public static Outage outage(Resolution resolution) {
    return assertInstanceOf(Resolution.Unavailable.class, resolution).outage();
  }

  @Nullable CachedResolution confirm(String path, List<Coding> acceptable) {
    return directory.confirm(request(path, acceptable));
  }

  /** Reads a source, of less than 64 KiB, to its end and closes it. */
  public static String text(OpenFile source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
    try (LinuxFile file = source.file()) {
      file.pread(bytes, 0);
    }
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  @Override
  public void close() {
    directory.close();
  }
}
