package dev.untorn.lab.report;

import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyResult;

/** A run of proxies as text. */
public final class ProxyText {
  private ProxyText() {}

  /** All of it, with or without the colours of a terminal. */
  public static String text(ProxyResult result, boolean colour) {
    StringBuilder gaps = new StringBuilder();
    ProxyWording.details(result).forEach(line -> gaps.append(line).append('\n'));
    for (ProxyCellResult row : result.all()) {
      row.unclear().ifPresent(why -> gaps.append(row.cell().name() + ": " + why + "\n"));
    }
    return "\n"
        + ProxyWording.outcome(result)
        + "\n\n"
        + ProxyTables.proxies(result).terminal(colour)
        + "\nresponses judged, by client:\n"
        + ProxyTables.clients(result).terminal(colour)
        + "\n"
        + ProxyTables.cells(result).terminal(colour)
        + "\n"
        + gaps
        + "\n"
        + ProxyWording.BOUND
        + "\navailable: whole versions among all judged, the rest wrong, cut or refused.\nseed "
        + result.plan().seed()
        + ", "
        + ProxyWording.made(result)
        + "\n"
        + result.info().command()
        + "\n";
  }
}
