package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.version.Proof;

/** How fetches into the cache end, from what is known of them. */
public final class FillEnds {
  private FillEnds() {}

  public static FillEnd of(Proof proof) {
    return switch (proof) {
      case DIGESTED -> FillEnd.DIGESTED;
      case PINNED -> FillEnd.PINNED;
      case FRAMED -> FillEnd.FRAMED;
      case LEASED, CLONED, UNPROVEN ->
          throw new IllegalArgumentException("not of an object that is stored: " + proof);
    };
  }

  static boolean isLackOfRoom(NotStored.Cause cause) {
    return switch (cause) {
      case TOO_LARGE, NO_SPACE -> true;
      case UNMATCHABLE, FAILED -> false;
    };
  }

  public static FillEnd of(NotStored.Cause cause) {
    return switch (cause) {
      case UNMATCHABLE -> FillEnd.CHANGED;
      case TOO_LARGE -> FillEnd.TOO_LARGE;
      case NO_SPACE -> FillEnd.NO_SPACE;
      case FAILED -> FillEnd.FAILED;
    };
  }
}
