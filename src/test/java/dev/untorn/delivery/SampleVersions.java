package dev.untorn.delivery;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import dev.untorn.version.digest.Digests;
import dev.untorn.version.snapshot.FileDates;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Versions and requests to plan with. */
public final class SampleVersions {
  /** The date of the RFC's examples: Sat, 29 Oct 1994 19:43:31 GMT. */
  public static final long MODIFIED = 783_459_811;

  public static final String MODIFIED_TEXT = "Sat, 29 Oct 1994 19:43:31 GMT";
  public static final String BEFORE_TEXT = "Sat, 29 Oct 1994 19:43:30 GMT";
  public static final String AFTER_TEXT = "Sat, 29 Oct 1994 19:43:32 GMT";

  /** A day later. */
  public static final long NOW = MODIFIED + 86_400;

  /** A hold that frees nothing. */
  record Held(Version version) implements Hold {
    @Override
    public String name() {
      return "f";
    }

    @Override
    public Hold another() {
      return this;
    }

    @Override
    public Digests digests() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private SampleVersions() {}

  public static Hold held(Version version) {
    return new Held(version);
  }

  /** A version that differs from this one in its body alone. */
  public static Hold held(Version version, Body body) {
    return held(
        new Version(
            version.identity(),
            version.lengthBytes(),
            version.tag(),
            version.representation(),
            version.policy(),
            version.modified(),
            version.proof(),
            body));
  }

  public static Version version() {
    return version(10_000, new EntityTag("xyzzy", false));
  }

  public static Version version(long lengthBytes, EntityTag tag) {
    return version(lengthBytes, tag, Coding.IDENTITY, MODIFIED, MODIFIED);
  }

  public static Version version(
      long lengthBytes, EntityTag tag, Coding coding, long mtimeSeconds, long ctimeSeconds) {
    long part = 123_456_789; // Files have parts of seconds, fields have not.
    Stamp stamp =
        new Stamp(
            1,
            2,
            lengthBytes,
            TimeUnit.SECONDS.toNanos(mtimeSeconds) + part,
            TimeUnit.SECONDS.toNanos(ctimeSeconds) + part,
            1);
    return new Version(
        stamp,
        lengthBytes,
        tag,
        new Representation("text/plain; charset=utf-8", coding, false, false),
        new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED),
        FileDates.of(stamp, DateTrust.CHECKED, Long.MAX_VALUE),
        Proof.LEASED,
        new Body.Memory(ByteBuffer.allocate(0)));
  }

  /** Names and values in turn. */
  public static HttpHeaders headers(String... namesAndValues) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }
}
