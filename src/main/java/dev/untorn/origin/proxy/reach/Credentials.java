package dev.untorn.origin.proxy.reach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.untorn.semantics.Fields;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator authorizes fetches by. Never in a message, a key or what is stored. */
public final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  static final Credentials NONE = new Credentials(Optional.empty());

  /** A scheme, and what it takes (RFC 9110, 11.4), in one line. */
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9-]+ [!-~]([ !-~]*[!-~])?");

  /** As much as origins accept in a field. */
  private static final int BYTES_MAX = 8192;

  private final Optional<String> authorization;

  private Credentials(Optional<String> authorization) {
    this.authorization = authorization;
  }

  /**
   * Reads a file; whitespace around its one line is ignored. Warns if every user may read it.
   *
   * @param origin for messages
   * @throws IOException with the remedy, and without anything of the file
   */
  static Credentials of(Path file, String origin) throws IOException {
    String text;
    try (InputStream bytes = Files.newInputStream(file)) {
      text = new String(bytes.readNBytes(BYTES_MAX + 1), ISO_8859_1);
    } catch (IOException e) {
      throw new IOException(
          "the credentials %s of %s cannot be read (%s)".formatted(file, origin, Reason.of(e)), e);
    }
    String line = text.strip();
    if (text.length() > BYTES_MAX || !SYNTAX.matcher(line).matches()) {
      throw new IOException(
          "the credentials %s of %s have no value of Authorization: one line such as Bearer TOKEN"
              .formatted(file, origin));
    }
    if (isPublic(file)) {
      LOG.warn("the credentials {} can be read by every user here: chmod 600 them", file);
    }
    return new Credentials(Optional.of(line));
  }

  private static boolean isPublic(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      return false; // It is gone meanwhile.
    }
  }

  /** The fields with these in place of a client's own, if there are any. */
  public Fields in(Fields fields) {
    return authorization
        .map(value -> fields.without("authorization"::equals).with("Authorization", value))
        .orElse(fields);
  }
}
