package dev.untorn.lab.report;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.NaiveTarget;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.text.Html;
import dev.untorn.text.HtmlPage;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A run of proxies as one page that needs nothing else. */
public record ProxyPage(ProxyResult result, HtmlPage page) {
  public static String text(ProxyResult result) {
    HtmlPage page =
        new HtmlPage("Untorn lab: proxies of bad origins", "Proxies in front of bad origins");
    return new ProxyPage(result, page).text();
  }

  private String text() {
    header();
    example().ifPresent(this::picture);
    page.section("What was found")
        .add(ProxyTables.proxies(result).html("claims"))
        .note(ProxyWording.BOUND)
        .section("Each proxy in front of each origin")
        .add(ProxyTables.matrix(result.cells()).html("heat"))
        .note(
            "Large: wrong responses that a client takes for correct, of all judged. Small: cut or"
                + " refused, which the client can see.")
        .section("The first of each kind")
        .list(ProxyWording.details(result))
        .section("Responses judged, by client")
        .note("Where 0 is, nothing was measured; a dash: there was no such client.");
    for (String proxy : ProxyTables.byTarget(result.cells()).keySet()) {
      page.section(proxy).add(ProxyTables.judged(result, proxy).html());
    }
    page.section("Every anomaly").add(ProxyTables.cells(result).html());
    terms();
    return page.end();
  }

  private void header() {
    page.outcome(result.outcome().name().toLowerCase(Locale.ROOT), ProxyWording.outcome(result))
        .note(
            "%s · seed %d · %s · %s s per cell"
                .formatted(
                    ProxyWording.made(result),
                    result.plan().seed(),
                    ProxyWording.sizes(result),
                    Html.number(result.plan().perCell().toNanos() / 1e9)))
        .command(result.info().command())
        .paragraph(
            "The origin is the lab's own, and remembers what it sent. Every block of an object says"
                + " which version it belongs to, so each response proves what it is. The controls,"
                + " naive proxies, "
                + (result.controlsCaught()
                    ? "were caught, as they must be."
                    : "were not caught: nothing here proves anything."));
  }

  /** The body of most versions: of a judged proxy, else of a control. */
  private Optional<ProxyCellResult> example() {
    Comparator<ProxyCellResult> byVersions =
        Comparator.comparingInt(
            cell -> cell.example().map(seen -> seen.blocks().versions().size()).orElse(0));
    return result.cells().stream()
        .filter(cell -> cell.example().isPresent())
        .max(byVersions)
        .or(() ->
            result.controls().stream().filter(cell -> cell.example().isPresent()).max(byVersions));
  }

  private void picture(ProxyCellResult cell) {
    Observation wrong = cell.example().orElseThrow();
    String sentence =
        "What a client of %s got, block by block, from an origin that %s: status %d, %s bytes."
                .formatted(
                    cell.cell().target().label(),
                    cell.cell().origin().sentence(),
                    wrong.head().status(),
                    Html.count(wrong.blocks().sizeBytes()))
            + " Nothing shows the client that it is not what the origin gave.";
    new BodyPicture(wrong.blocks()).addTo(page, "A wrong response", sentence);
  }

  /** Every word of the tables, once. */
  private void terms() {
    page.section("Terms")
        .beginTerms()
        .term("whole", "one version that the origin sent to its end, with the head of that version")
        .term("kept", "the origin's fault was met, and no response was wrong")
        .term("avoided", "the proxy never asked for what this origin does badly, or refused it")
        .term("unknown", "less was seen than a verdict needs");
    for (Anomaly anomaly : Anomaly.values()) {
      page.term(anomaly.label(), anomaly.sentence());
    }
    for (OriginKind origin : OriginKind.values()) {
      page.term("origin " + origin.label(), origin.sentence());
    }
    for (ClientKind client : ClientKind.values()) {
      page.term("client " + client.label(), client.sentence());
    }
    for (NaiveTarget control : NaiveTarget.values()) {
      page.term("control " + control.label(), control.sentence());
    }
    page.endTerms();
  }
}
