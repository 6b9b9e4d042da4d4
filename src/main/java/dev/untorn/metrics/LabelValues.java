package dev.untorn.metrics;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.delivery.Receipt.FileFacts;
import org.jspecify.annotations.Nullable;

/** Closed sets of label values, to which the facts of a receipt are mapped. */
final class LabelValues {
  private LabelValues() {}

  /** A value whose label is not its name in lower case. */
  interface Labelled {
    String label();
  }

  /** The methods that this server answers; all others are one class. */
  enum MethodClass implements Labelled {
    GET,
    HEAD,
    OPTIONS,
    OTHER;

    @Override
    public String label() {
      return this == OTHER ? "other" : name();
    }

    static MethodClass of(String method) {
      return switch (method) {
        case "GET" -> GET;
        case "HEAD" -> HEAD;
        case "OPTIONS" -> OPTIONS;
        default -> OTHER;
      };
    }
  }

  /** First digit of the status (RFC 9110, 15). */
  enum StatusClass implements Labelled {
    /** The connection ended before a status was sent. */
    NONE("none"),
    INFORMATIONAL("1xx"),
    SUCCESSFUL("2xx"),
    REDIRECTION("3xx"),
    CLIENT_ERROR("4xx"),
    SERVER_ERROR("5xx");

    private final String label;

    StatusClass(String label) {
      this.label = label;
    }

    static StatusClass of(int status) {
      return switch (status / 100) {
        case 1 -> INFORMATIONAL;
        case 2 -> SUCCESSFUL;
        case 3 -> REDIRECTION;
        case 4 -> CLIENT_ERROR;
        case 5 -> SERVER_ERROR;
        default -> NONE;
      };
    }

    @Override
    public String label() {
      return label;
    }
  }

  enum FenceClass {
    /** The lease was intact until the last bytes, or a copy made under it had them. */
    PASSED,
    /** The kernel may have admitted a writer. */
    LEASE_LOST,
    /** The file had become shorter. */
    SHORT,
    /** A writer had waited long enough. */
    WRITER;

    /** Null if the fence was not reached, or does not apply. */
    static @Nullable FenceClass of(FileFacts file, Ending ending) {
      if (file.body() != BodyKind.LEASED) {
        return null;
      }
      return switch (ending) {
        case COMPLETED -> PASSED;
        case FENCED -> LEASE_LOST;
        case SHORT -> SHORT;
        case WRITER -> WRITER;
        case SEAL_BROKEN, ORIGIN_BROKEN, CLIENT_GONE, TOO_SLOW, SHUTDOWN, UNREADABLE, FAILED ->
            null;
      };
    }
  }
}
