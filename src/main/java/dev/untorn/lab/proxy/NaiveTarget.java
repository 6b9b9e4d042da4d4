package dev.untorn.lab.proxy;

import dev.untorn.lab.Explained;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;

/** The control: a proxy that caches as one writes it in an afternoon. */
public enum NaiveTarget implements ProxyTarget, Explained {
  WHOLE("naive", "fetches objects whole, and stores what came until the connection ended"),
  PARTS("naive-parts", "fetches objects in parts, and joins what came"),
  MIRRORS("naive-mirrors", "fetches the rest of an object from a second URL, under the same tag");

  private final String term;

  NaiveTarget(String label, String sentence) {
    this.term = Explained.term(label, sentence);
  }

  @Override
  public String label() {
    return Explained.super.label();
  }

  @Override
  public String term() {
    return term;
  }

  @Override
  public RunningProxy start(OriginServer origin) throws IOException {
    return NaiveProxy.start(this, origin);
  }
}
