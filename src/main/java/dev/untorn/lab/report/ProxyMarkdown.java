package dev.untorn.lab.report;

import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.text.Html;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;
import java.util.function.Predicate;

/** A run of proxies as a table for a README: a row for each origin, a column for each proxy. */
public record ProxyMarkdown(ProxyResult result) {
  public static String text(ProxyResult result) {
    ProxyMarkdown report = new ProxyMarkdown(result);
    return ProxyWording.outcome(result)
        + "\n\n"
        + report.table()
        + "\n"
        + report.judged()
        + "\n"
        + report.source();
  }

  private String table() {
    Table table = new Table("Origin");
    List<String> proxies = List.copyOf(ProxyTables.byTarget(result.cells()).keySet());
    proxies.forEach(table::code);
    List<OriginKind> met =
        result.cells().stream().map(cell -> cell.cell().origin()).distinct().sorted().toList();
    for (OriginKind origin : met) {
      Table.Row row = table.row().add(origin.label(), Tone.CODE);
      row.then(" " + origin.sentence(), Tone.PLAIN);
      proxies.forEach(proxy -> add(row, proxy, cell -> cell.cell().origin() == origin));
    }
    Table.Row all = table.row().add("all", Tone.BOLD);
    proxies.forEach(proxy -> add(all, proxy, _ -> true));
    Table.Row share = table.row().add("available");
    proxies.forEach(proxy -> share.add(Wording.share(ProxyTables.counts(of(proxy, _ -> true)))));
    return table.markdown();
  }

  /** What was measured, so that it shows what was not. */
  private String judged() {
    return "Responses judged, by client:\n\n" + ProxyTables.clients(result).markdown();
  }

  private void add(Table.Row row, String proxy, Predicate<ProxyCellResult> which) {
    List<ProxyCellResult> cells = of(proxy, which);
    Wording.harm(row, ProxyTables.counts(cells), ProxyTables.met(cells));
  }

  private List<ProxyCellResult> of(String proxy, Predicate<ProxyCellResult> which) {
    return result.cells().stream()
        .filter(cell -> cell.cell().target().label().equals(proxy))
        .filter(which)
        .toList();
  }

  private String source() {
    return """
    Cells: responses that a client takes for complete and correct and that its origin never gave, \
    of all judged; then objects met. %s What a client can see by itself (cut, 502, 503, 504) is not \
    counted. The controls, naive proxies, were %s. Available: whole versions among all judged, \
    the rest wrong, cut or refused.

    %s; %s, %s s for each origin; seed %d:

    ```sh
    %s
    ```
    """
        .formatted(
            ProxyWording.BOUND.replace("<", "&lt;"),
            result.controlsCaught() ? "caught, as they must be" : "not caught: nothing is proved",
            ProxyWording.made(result),
            ProxyWording.sizes(result),
            Html.number(result.plan().perCell().toNanos() / 1e9),
            result.plan().seed(),
            result.info().command());
  }
}
