package dev.untorn.lab.proxy;

import java.util.Locale;

/** What a cell says about its proxy. */
public enum ProxyStanding {
  /** The origin's fault was met, and no response was wrong. */
  KEPT,
  BROKEN,
  /** Too little evidence. */
  UNKNOWN,
  /** The proxy never asks for what this origin does badly, or refuses all of it. */
  AVOIDED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
