package dev.untorn.http;

import dev.untorn.delivery.VersionSelector;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.HttpDates;
import dev.untorn.version.Body;
import dev.untorn.version.Representation;
import dev.untorn.version.Representation.UpstreamHead;
import dev.untorn.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The header fields of a version, in any protocol. */
public final class VersionFields {
  private static final List<Field> ACCEPT_RANGES = List.of(new Field("Accept-Ranges", "bytes"));

  /** An upstream's digests of what it sent in one message (RFC 9530, 2; RFC 1864). */
  private static final Set<String> OF_WHOLE = Set.of("content-digest", "content-md5");

  private VersionFields() {}

  /** Fields that a 304 has too (RFC 9110, 15.4.5); Last-Modified if {@code dated}. */
  public static List<Field> validators(Version version, boolean dated, String cacheControl) {
    Optional<UpstreamHead> upstream = version.representation().upstream();
    return upstream.isPresent()
        ? upstream.get().fields().without(OF_WHOLE::contains).lines()
        : ofFile(version, dated, cacheControl);
  }

  /** Fields that a response has only with the whole body. */
  public static List<Field> ofWhole(Version version) {
    return version.representation().upstream().stream()
        .flatMap(upstream -> upstream.fields().lines().stream())
        .filter(line -> OF_WHOLE.contains(line.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<Field> ofFile(Version version, boolean dated, String cacheControl) {
    List<Field> fields = new ArrayList<>();
    if (dated) {
      fields.add(new Field("Last-Modified", HttpDates.format(version.lastModifiedSeconds())));
    }
    fields.add(new Field("ETag", version.tag().toString()));
    String vary = vary(version.representation());
    if (!vary.isEmpty()) {
      fields.add(new Field("Vary", vary));
    }
    if (!cacheControl.isEmpty()) {
      fields.add(new Field("Cache-Control", cacheControl));
    }
    if (isKeptWhenReplaced(version)) {
      // Relative to the requested address (RFC 3986, 5.2.2).
      String address = "?" + VersionSelector.query(version.tag().opaque());
      fields.add(new Field("Content-Location", address));
    }
    return fields;
  }

  /** Fields of the body, except Content-Length and the Content-Type of a file. */
  public static List<Field> content(Version version) {
    if (version.representation().upstream().isPresent()) {
      return ACCEPT_RANGES;
    }
    List<Field> fields = new ArrayList<>(ACCEPT_RANGES);
    Coding coding = version.representation().coding();
    if (coding != Coding.IDENTITY) {
      fields.add(new Field("Content-Encoding", coding.token()));
    }
    fields.add(new Field("X-Content-Type-Options", "nosniff"));
    return fields;
  }

  private static String vary(Representation representation) {
    if (!representation.negotiated()) {
      return representation.page() ? "Accept" : "";
    }
    return representation.page() ? "Accept, Accept-Encoding" : "Accept-Encoding";
  }

  /** Whether the version has an address of its own. */
  private static boolean isKeptWhenReplaced(Version version) {
    return switch (version.body()) {
      case Body.Sealed _, Body.Leased _ ->
          version.representation().coding() == Coding.IDENTITY
              && EntityTag.couldBeOpaque(version.tag().opaque());
      case Body.Memory _, Body.Live _ -> false;
    };
  }
}
