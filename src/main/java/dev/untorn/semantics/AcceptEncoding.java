package dev.untorn.semantics;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT_ENCODING;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which content codings a client accepts (RFC 9110, 12.5.3). */
public final class AcceptEncoding {
  private static final List<Coding> IDENTITY_ONLY = List.of(Coding.IDENTITY);

  /** Order of equally preferred codings: usually the smallest first; identity last. */
  private static final List<Coding> BY_SIZE =
      List.of(Coding.ZSTD, Coding.BROTLI, Coding.GZIP, Coding.IDENTITY);

  /** Weight of an identity that is not named: acceptable, after all others. */
  private static final int LEAST = 1;

  private static final int NOT_NAMED = -1;

  private AcceptEncoding() {}

  /**
   * The codings a client accepts, the best first. Without the field only identity, although the RFC
   * would allow any: such a client often cannot decode. A list without identity means that it was
   * refused; if the file exists in no other coding, identity is served all the same, which 12.5.3
   * allows: a file helps more than a 406.
   */
  public static List<Coding> preferred(HttpHeaders headers) {
    String field = FieldValues.joined(headers, ACCEPT_ENCODING);
    return field == null ? IDENTITY_ONLY : preferred(field);
  }

  private static List<Coding> preferred(String field) {
    Map<Coding, Integer> weights = new EnumMap<>(Coding.class);
    int others = NOT_NAMED;
    for (QualityValue element : QualityValue.parse(field)) {
      switch (element.name().toLowerCase(Locale.ROOT)) {
        case "zstd" -> weights.put(Coding.ZSTD, element.thousandths());
        case "br" -> weights.put(Coding.BROTLI, element.thousandths());
        case "gzip", "x-gzip" -> weights.put(Coding.GZIP, element.thousandths()); // 8.4.1.3
        case "identity" -> weights.put(Coding.IDENTITY, element.thousandths());
        case "*" -> others = element.thousandths();
        default -> {} // No files have this coding.
      }
    }
    for (Coding coding : BY_SIZE) {
      int unnamed = coding == Coding.IDENTITY ? LEAST : 0;
      weights.putIfAbsent(coding, others == NOT_NAMED ? unnamed : others);
    }
    return BY_SIZE.stream()
        .filter(coding -> weights.getOrDefault(coding, 0) > 0)
        .sorted(Comparator.comparing(weights::get, Comparator.reverseOrder()))
        .toList();
  }
}
