package dev.untorn.config.key;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.OnModification;
import dev.untorn.config.ServeSettings;
import dev.untorn.config.Symlinks;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.config.key.ValueTypes.OnOff;
import dev.untorn.config.key.ValueTypes.OneOf;
import dev.untorn.config.key.ValueTypes.PathKind;
import dev.untorn.config.key.ValueTypes.Text;
import dev.untorn.config.key.ValueTypes.TextOrNone;
import dev.untorn.config.key.ValueTypes.Texts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Section {@code serve}. */
public final class ServeKeys {
  /** Each name is one more lookup for every request of a directory that has no index. */
  private static final int INDEX_NAMES_MAX = 16;

  private static final Text FILE_NAME =
      new Text(
          "a file name without '/'",
          name -> !name.contains("/") && !name.contains("\0") && isProperSegment(name));

  private static final Text PATH_BELOW =
      new Text(
          "a path below the served directory, such as index.html",
          path ->
              !path.contains("\0")
                  && Arrays.stream(path.split("/", -1)).allMatch(ServeKeys::isProperSegment));

  // RFC 9110, section 5.5. Anything else could end the header and begin another.
  private static final Text FIELD_VALUE =
      new Text(
          "an HTTP field value in visible ASCII, such as no-cache, or nothing for none",
          Pattern.compile("([!-~]([ \\t!-~]*[!-~])?)?").asMatchPredicate());

  static final Key<Path> DIRECTORY =
      key(
          "directory",
          new PathKind(),
          Path.of("."),
          """
          The directory whose files are served. Nothing outside of it is ever opened. A relative \
          path counts from where untorn is started. Requests are answered from whatever directory \
          the path leads to at that moment: a deploy may turn a symbolic link, build the directory \
          anew, or mount over it. While there is none, they get 503. Names that begin with a dot \
          are neither served nor listed, but for /.well-known, and for .treeinfo, .discinfo and \
          .index, which mirrors publish.\
          """);

  public static final Key<Mode> MODE =
      key(
          "mode",
          new OneOf<>(Mode.class),
          Mode.AUTO,
          """
          How files reach the network. auto: for each version and client what costs least of the \
          following two. guarded: zero-copy from the live file under a kernel lease; a program \
          that opens it to write waits until what is still needed of it is copied, and what \
          clients of this host ask for often is copied before. snapshot: each \
          version of a file is taken once, while nobody writes to it. In these, every complete \
          response is one version. sendfile: zero-copy from the live file, as other servers do; a \
          file that changes during a transfer is noticed and counted, but may reach the client \
          mixed.\
          """);

  public static final Key<WhileWriting> WHILE_WRITING =
      key(
          "while-writing",
          new OneOf<>(WhileWriting.class),
          WhileWriting.COMMITTED,
          """
          What a request gets of a file that somebody has open for writing, other than in mode \
          sendfile. committed: the last committed version if one is held, else it waits for the \
          writer up to store.writer-wait, else 503. moment: a clone, the file's bytes at \
          one moment, perhaps half-written; where the filesystem can't clone, as committed. \
          refuse: 503.\
          """);

  static final Key<List<String>> INDEX =
      key(
          "index",
          new Texts(FILE_NAME, INDEX_NAMES_MAX),
          List.of("index.html"),
          """
          Names tried, in order, when a directory is requested. Bounded, because each one is \
          looked up again for every such request.\
          """);

  static final Key<Boolean> LISTING =
      key(
          "listing",
          new OnOff(),
          true,
          """
          Whether a directory without an index is answered with a list of its files, as a page or \
          as JSON. Switch it off where names are not public.\
          """);

  static final Key<Optional<String>> SPA =
      key(
          "spa",
          new TextOrNone(PATH_BELOW),
          Optional.empty(),
          """
          For single-page applications: the file that answers requests of pages for which nothing \
          else is found, such as index.html. Empty: those are 404.\
          """);

  static final Key<Symlinks> SYMLINKS =
      key(
          "symlinks",
          new OneOf<>(Symlinks.class),
          Symlinks.BENEATH,
          """
          Which symbolic links a request may pass through. beneath: those that end below the \
          directory, absolute ones too; checked by the kernel for every open. none: no link at \
          all, for trees others may write to.\
          """);

  static final Key<Boolean> PRECOMPRESSED =
      key(
          "precompressed",
          new OnOff(),
          true,
          """
          Whether FILE.zst, FILE.br or FILE.gz is sent in place of FILE to clients that accept \
          it. Only one that is not older than FILE is: gzip, brotli and zstd give it \
          FILE's date, and cp -a and rsync -t keep it, but cp -r makes new dates in any order.\
          """);

  static final Key<String> CACHE_CONTROL =
      key(
          "cache-control",
          FIELD_VALUE,
          "",
          """
          The value of Cache-Control in answers with a file. Empty: none is sent, as with other \
          file servers, and browsers guess how long a file keeps. no-cache makes them ask each \
          time, which a 304 answers cheaply.\
          """);

  static final Key<TagBasis> ETAG =
      key(
          "etag",
          new OneOf<>(TagBasis.class),
          TagBasis.STAMP,
          """
          What entity tags are made of. stamp: of the file's inode, size and times, which costs \
          nothing; each replica has its own tags. content: of the bytes that are sent and their \
          coding, so that replicas agree, and a file rewritten with the same bytes keeps its tag. \
          For that, each version is copied or cloned and hashed as a whole before its first byte \
          leaves, also in mode guarded. Files of mode sendfile keep those of the stamp.\
          """);

  public static final Key<DateTrust> DATES =
      key(
          "dates",
          new OneOf<>(DateTrust.class),
          DateTrust.CHECKED,
          """
          Whether a client may resume a download by the file's date alone, as apt does (If-Range). \
          checked: only by one that a write set two seconds ago or earlier, and not by one that was \
          set afterwards, as rsync -t, cp -p and tar do; then the whole file is sent. trusted: by \
          any, because whoever keeps these files never gives two versions of one the same date. \
          For mirrors.\
          """);

  static final Key<OnModification> ON_MODIFICATION =
      key(
          "on-modification",
          new OneOf<>(OnModification.class),
          OnModification.COUNT,
          """
          What mode sendfile does when it notices that a file changed during its transfer. count: \
          count it and go on, so that a growing log stays downloadable. cut: hold the last bytes \
          back until the check, and cut the connection if it fails.\
          """);

  static final Section SECTION =
      new Section(
          "serve",
          "What is served, and how.",
          List.of(
              DIRECTORY,
              MODE,
              WHILE_WRITING,
              INDEX,
              LISTING,
              SPA,
              SYMLINKS,
              PRECOMPRESSED,
              CACHE_CONTROL,
              ETAG,
              DATES,
              ON_MODIFICATION));

  private ServeKeys() {}

  public static ServeSettings settings(Values values) {
    return new ServeSettings(
        values.get(DIRECTORY),
        values.get(MODE),
        values.get(WHILE_WRITING),
        values.get(INDEX),
        values.get(LISTING),
        values.get(SPA),
        values.get(SYMLINKS),
        values.get(PRECOMPRESSED),
        values.get(CACHE_CONTROL),
        values.get(ETAG),
        values.get(DATES),
        values.get(ON_MODIFICATION));
  }

  private static boolean isProperSegment(String name) {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("serve", name, valueType, defaultValue, sentence);
  }
}
