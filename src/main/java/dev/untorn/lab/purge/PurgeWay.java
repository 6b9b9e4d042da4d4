package dev.untorn.lab.purge;

import dev.untorn.lab.upstream.OriginKind.Protocol;
import java.util.List;

/** How a purge names what it is about. */
public enum PurgeWay {
  /** One object, by its path. */
  PATH,
  /** One object, by its whole URL. */
  URL,
  /** The object and its neighbours, by what their paths begin with. */
  PREFIX,
  /** The same, by the name in their Cache-Tag and Surrogate-Key. */
  TAG;

  /** S3 gives no fields with names to purge by, and its proxies no URL of the object. */
  public static List<PurgeWay> of(Protocol protocol) {
    return switch (protocol) {
      case HTTP -> List.of(values());
      case S3 -> List.of(PATH, PREFIX);
    };
  }
}
