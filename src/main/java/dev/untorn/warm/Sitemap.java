package dev.untorn.warm;

import dev.untorn.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a sitemap lists (sitemaps.org, protocol 0.9). */
sealed interface Sitemap {
  /** A URL, and the line of the file that it stands in. */
  record Location(String url, int line) {}

  /** Pages, or whatever else is to be warmed. */
  record Urls(List<Location> locations) implements Sitemap {}

  /** Further sitemaps. */
  record Index(List<Location> locations) implements Sitemap {}

  /** It is none; the reason is for people. */
  record Malformed(int line, String reason) implements Sitemap {}

  /** Reads one. Declarations of documents and entities are not followed (XXE). */
  static Sitemap read(InputStream xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(xml);
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
      return new Malformed(
          line,
          e.getNestedException() instanceof IOException broken
              ? Reason.of(broken)
              : "no XML that can be understood: check it with xmllint");
    }
  }

  private static Sitemap read(XMLStreamReader reader) throws XMLStreamException {
    var _ = reader.nextTag();
    String root = reader.getLocalName();
    boolean isIndex = root.equals("sitemapindex");
    if (!isIndex && !root.equals("urlset")) {
      return new Malformed(
          reader.getLocation().getLineNumber(),
          "<%s> is no sitemap: one begins with <urlset> or <sitemapindex>".formatted(root));
    }
    List<Location> locations = new ArrayList<>();
    String entry = isIndex ? "sitemap" : "url";
    int depth = 1;
    boolean inEntry = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        if (inEntry && depth == 2 && name.equals("loc")) { // Not those of images and videos.
          int line = reader.getLocation().getLineNumber();
          locations.add(new Location(reader.getElementText().strip(), line));
        } else {
          depth++;
          inEntry = depth == 2 ? name.equals(entry) : inEntry;
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    return isIndex ? new Index(locations) : new Urls(locations);
  }
}
