package dev.untorn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates for a test, made by Java's keytool: one authority, and what it signs. */
public final class Certificates {
  private static final String PASSWORD = "untorn-test";
  private static final String KEYTOOL =
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** A new authority, in files of this directory. */
  public static Certificates in(Path directory) throws IOException {
    Certificates made = new Certificates(directory);
    made.keytool("authority", "-genkeypair", "-dname", "CN=Test CA", "-ext", "bc:c");
    made.keytool("authority", "-exportcert", "-rfc", "-file", made.authority().toString());
    return made;
  }

  /** The authority's own certificate, in PEM. */
  public Path authority() {
    return directory.resolve("authority.pem");
  }

  /** For the key stores of {@link #server}. */
  public char[] password() {
    return PASSWORD.toCharArray();
  }

  /**
   * A key store (PKCS 12) of a server.
   *
   * @param names as keytool takes them: {@code dns:a.example,ip:127.0.0.1}
   * @param start of its validity of 10 days, as keytool takes it: {@code -20d}
   */
  public Path server(String name, String names, String start) throws IOException {
    Path request = directory.resolve(name + ".csr");
    Path certificate = directory.resolve(name + ".pem");
    keytool(name, "-genkeypair", "-dname", "CN=" + name);
    keytool(name, "-certreq", "-file", request.toString());
    keytool(
        "authority",
        "-gencert",
        "-rfc",
        "-infile",
        request.toString(),
        "-outfile",
        certificate.toString(),
        "-ext",
        "san=" + names,
        "-startdate",
        start,
        "-validity",
        "10");
    Path chain = directory.resolve(name + "-chain.pem");
    Files.writeString(chain, Files.readString(certificate) + Files.readString(authority()));
    keytool(name, "-importcert", "-noprompt", "-trustcacerts", "-file", chain.toString());
    return store(name);
  }

  private Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private void keytool(String name, String command, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of(KEYTOOL, command));
    line.addAll(List.of("-alias", name, "-keystore", store(name).toString()));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    if (command.equals("-genkeypair")) {
      line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "10"));
    }
    line.addAll(List.of(options));
    Commands.run(line.toArray(String[]::new));
  }
}
