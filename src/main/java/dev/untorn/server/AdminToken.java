package dev.untorn.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.untorn.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client of the admin server must know to change what is stored. */
final class AdminToken {
  /** The result of a reading. */
  sealed interface Reading {
    /** Empty if the settings name no file. */
    record Done(Optional<AdminToken> token) implements Reading {}

    /** One line, with the remedy. */
    record Refused(String problem) implements Reading {}
  }

  /** What a Bearer field can have (RFC 6750, 2.1); shorter ones could be guessed. */
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]{16,1024}=*");

  private static final int FILE_BYTES_MAX = 2048;
  private static final String SCHEME = "Bearer ";
  private static final String REMEDY =
      ": write a token of 16 or more letters and digits into it, for example:"
          + " openssl rand -hex 32 > ";

  private final byte[] token;

  private AdminToken(String token) {
    this.token = token.getBytes(US_ASCII);
  }

  /** Reads the token of a file; whitespace around it is ignored. */
  static Reading read(Optional<Path> file) {
    if (file.isEmpty()) {
      return new Reading.Done(Optional.empty());
    }
    try (InputStream bytes = Files.newInputStream(file.get())) {
      String token = new String(bytes.readNBytes(FILE_BYTES_MAX), US_ASCII).strip();
      return SYNTAX.matcher(token).matches()
          ? new Reading.Done(Optional.of(new AdminToken(token)))
          : refused(file.get(), "has no token");
    } catch (IOException e) {
      return refused(file.get(), "cannot be read (" + Reason.of(e) + ")");
    }
  }

  private static Reading refused(Path file, String why) {
    return new Reading.Refused("admin.token-file %s %s%s%1$s".formatted(file, why, REMEDY));
  }

  /** Whether an Authorization field has it. Takes the same time whatever the field has. */
  boolean isIn(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            token, authorization.substring(SCHEME.length()).strip().getBytes(US_ASCII));
  }
}
