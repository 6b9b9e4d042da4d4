package dev.untorn.http.accesslog;

import dev.untorn.config.Mode;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.origin.CacheFacts;
import dev.untorn.version.Proof;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Receipts for tests of the log. */
final class AccessLogReceipts {
  /** 2023-11-14, 22:13:20.007 UTC. */
  static final long MILLIS = 1_700_000_000_007L;

  private AccessLogReceipts() {}

  static Receipt ofTarget(String target) {
    return of(target, "", "");
  }

  /** A file's whole transfer, with three texts of the client's choice. */
  static Receipt of(String target, String referer, String userAgent) {
    return new Receipt(
        "192.0.2.7",
        "GET",
        target,
        "HTTP/1.1",
        referer,
        userAgent,
        200,
        Optional.of(new FileFacts(Mode.SENDFILE, BodyKind.LIVE, Proof.UNPROVEN, 0)),
        Optional.empty(),
        Optional.of(new Modification(Modification.Kind.REWRITTEN, Modification.Phase.FENCE)),
        Ending.FENCED,
        211,
        2326,
        MILLIS,
        12_345_678);
  }

  /** A stream from a proxy. */
  static Receipt ofPassed(CacheFacts facts) {
    return new Receipt(
        "192.0.2.7",
        "GET",
        "/a",
        "HTTP/1.1",
        "",
        "",
        200,
        Optional.empty(),
        Optional.of(facts),
        Optional.empty(),
        Ending.COMPLETED,
        211,
        5,
        MILLIS,
        400);
  }

  /** For each text that a receipt has, one in which it is this. */
  static List<Receipt> withOneText(String text) throws ReflectiveOperationException {
    List<Receipt> receipts = new ArrayList<>();
    RecordComponent[] components = Receipt.class.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    for (int i = 0; i < components.length; i++) {
      if (types[i] == String.class) {
        Object[] values = new Object[components.length];
        for (int j = 0; j < values.length; j++) {
          values[j] = components[j].getAccessor().invoke(ofGarbage());
        }
        values[i] = text;
        receipts.add(Receipt.class.getDeclaredConstructor(types).newInstance(values));
      }
    }
    return receipts;
  }

  /** An answer to something that was no request, of which nothing is known. */
  static Receipt ofGarbage() {
    return new Receipt(
        "",
        "",
        "",
        "",
        "",
        "",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Ending.CLIENT_GONE,
        0,
        0,
        MILLIS,
        400);
  }
}
