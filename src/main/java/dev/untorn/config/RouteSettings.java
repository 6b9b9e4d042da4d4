package dev.untorn.config;

import java.time.Duration;
import java.util.List;

/**
 * What a proxy does with the objects of some paths.
 *
 * @param negative how long answers with 4xx and 5xx are fresh at most
 * @param staleIfError how long a stale object stands in for an origin that fails
 * @param ignoredQuery names of query keys that make no other object
 * @param unframed what to do with a body whose end nothing proves
 * @param digest the file beside an object that says its digest
 */
public record RouteSettings(
    Lifetime fresh,
    Duration negative,
    Duration staleIfError,
    Cookies cookies,
    ClientNoStore clientNoStore,
    List<String> ignoredQuery,
    Unframed unframed,
    Delivery deliver,
    DigestFile digest) {
  /** What becomes of a response that sets a cookie. */
  public enum Cookies {
    /** It is not stored. */
    REFUSE,
    /** It is, and its cookie goes to all. */
    STORE
  }

  /** What a client's no-store changes. */
  public enum ClientNoStore {
    /** Its response is not stored. */
    OBEY,
    /** Nothing. */
    IGNORE
  }

  /** What becomes of a body that ends with its connection. */
  public enum Unframed {
    REFUSE,
    /** Sent on, never stored. */
    PASS
  }

  /** When an object that is being fetched goes to its clients. */
  public enum Delivery {
    /** As it comes; its last bytes wait for the proof. */
    STREAMING,
    /** When it is proved. */
    PROVEN
  }

  /** By what a file beside an object is made, NAME.sha256 and so on. */
  public enum DigestFile {
    /** There is none. */
    NONE,
    SHA1,
    SHA256,
    SHA512
  }

  public RouteSettings {
    ignoredQuery = List.copyOf(ignoredQuery);
  }
}
