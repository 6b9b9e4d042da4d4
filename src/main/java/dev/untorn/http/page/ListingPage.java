package dev.untorn.http.page;

import dev.untorn.http.page.ListingOrder.Column;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.text.Html;
import dev.untorn.text.PathBytes;
import dev.untorn.text.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A folder as an HTML page. Links are relative, so it works behind a proxy that adds a prefix, if
 * the folder's path ends in a slash.
 */
public final class ListingPage implements ListingFormat {
  private final Folder folder;
  private final ListingOrder order;
  private final StringBuilder page = new StringBuilder();

  public ListingPage(Folder folder, ListingOrder order) {
    this.folder = folder;
    this.order = order;
  }

  @Override
  public String mediaType() {
    return Page.MEDIA_TYPE;
  }

  @Override
  public void begin() {
    Page.begin(page, "Index of " + slashed(PathBytes.text(folder.path())), Page.LISTING);
    page.append("<header>\n");
    appendPath(PathBytes.text(folder.path()));
    appendSum();
    appendParts();
    page.append("</header>\n<main>\n<div class=\"card\">\n<table>\n<thead>\n<tr>");
    appendColumn(Column.NAME, "Name");
    appendColumn(Column.SIZE, "Size");
    appendColumn(Column.TIME, "Modified");
    page.append("</tr>\n</thead>\n<tbody>\n");
    if (!folder.path().isEmpty()) {
      page.append(
          "<tr><td><a class=\"up\" href=\"../\">Parent folder</a></td><td></td><td></td></tr>\n");
    }
  }

  @Override
  public void end() {
    page.append("</tbody>\n</table>\n");
    if (folder.entries().isEmpty()) {
      page.append("<div class=\"empty\">")
          .append(isFirst() ? "This folder is empty." : "Nothing follows in this folder.")
          .append("</div>\n");
    }
    page.append("</div>\n");
    appendParts();
    Page.end(page.append("</main>"));
  }

  /** Links to the other entries, above and below these, which are thousands. */
  private void appendParts() {
    String next = folder.part().next();
    if (isFirst() && next.isEmpty()) {
      return;
    }
    page.append("<p class=\"parts\">");
    if (!isFirst()) {
      page.append("<a href=\"./\">First entries</a>");
    }
    if (!next.isEmpty()) {
      page.append("<a href=\"").append(Links.behind(next)).append("\">Next entries</a>");
    }
    page.append("</p>\n");
  }

  private boolean isFirst() {
    return folder.part().after().isEmpty();
  }

  @Override
  public byte[] take() {
    byte[] written = page.toString().getBytes(StandardCharsets.UTF_8);
    page.setLength(0);
    return written;
  }

  /** With a slash at both ends. */
  static String slashed(String path) {
    return path.isEmpty() ? "/" : "/" + path + "/";
  }

  private void appendPath(String path) {
    if (path.isEmpty()) {
      page.append("<h1>Index of /</h1>\n");
      return;
    }
    List<String> names = List.of(path.split("/"));
    int depth = names.size();
    page.append("<nav aria-label=\"Path\"><ol>");
    page.append("<li><a href=\"").repeat("../", depth).append("\">Index</a></li>");
    for (int i = 0; i < depth - 1; i++) {
      page.append("<li><a href=\"").repeat("../", depth - 1 - i).append("\"><bdi>");
      Html.appendText(page, names.get(i));
      page.append("</bdi></a></li>");
    }
    page.append("</ol></nav>\n<h1><bdi>");
    Html.appendText(page, names.getLast());
    page.append("</bdi></h1>\n");
  }

  private void appendSum() {
    if (folder.entries().isEmpty()) {
      return;
    }
    long folders = 0;
    long bytes = 0;
    for (Entry entry : folder.entries()) {
      folders += entry.directory() ? 1 : 0;
      long sum = bytes + (entry.link() ? 0 : entry.sizeBytes()); // counted where it lies
      bytes = sum < bytes ? Long.MAX_VALUE : sum; // sparse files can claim more than there is
    }
    page.append("<p class=\"sum\">")
        .append(Quantity.count(folders, "folder", "folders"))
        .append(", ")
        .append(Quantity.count(folder.entries().size() - folders, "file", "files"))
        .append(", ")
        .append(Quantity.size(bytes))
        .append(folder.part().equals(Folder.Part.WHOLE) ? "" : " in this part")
        .append("</p>\n");
  }

  /** A form, not a link: a client that follows links (wget -r) gets each folder only once. */
  private void appendColumn(Column column, String title) {
    page.append("<th scope=\"col\"");
    if (column == order.column()) {
      page.append(" aria-sort=\"").append(order.descending() ? "descending" : "ascending");
      page.append('"');
    }
    page.append("><form><button name=\"sort\" value=\"")
        .append(column.label())
        .append("\">")
        .append(title)
        .append("</button><input type=\"hidden\" name=\"order\" value=\"")
        .append(
            order.descendingAfterPress(column) ? ListingOrder.DESCENDING : ListingOrder.ASCENDING)
        .append("\">");
    if (!isFirst()) {
      page.append("<input type=\"hidden\" name=\"")
          .append(Folder.Part.PARAMETER)
          .append("\" value=\"");
      Html.appendText(page, PathBytes.text(folder.part().after()));
      page.append("\">");
    }
    page.append("</form></th>");
  }

  @Override
  public void row(Entry entry) {
    page.append(entry.directory() ? "<tr><td><a class=\"d\" href=\"" : "<tr><td><a href=\"");
    page.append(Links.reference(entry.name(), entry.directory()));
    page.append("\"><bdi>");
    Html.appendText(page, PathBytes.text(entry.name()));
    page.append(entry.directory() ? "/</bdi></a></td><td>" : "</bdi></a></td><td>");
    if (!entry.directory()) {
      page.append("<span title=\"")
          .append(Quantity.count(entry.sizeBytes(), "byte", "bytes"))
          .append("\">")
          .append(Quantity.size(entry.sizeBytes()))
          .append("</span>");
    }
    page.append("</td><td>");
    if (entry.isDated()) {
      appendTime(Quantity.time(entry.mtimeSeconds()));
    }
    page.append("</td></tr>\n");
  }

  private void appendTime(String modified) {
    page.append("<time datetime=\"")
        .append(modified)
        .append("\">")
        .append(Quantity.day(modified))
        .append("<span> ")
        .append(Quantity.minute(modified))
        .append("</span></time>");
  }
}
