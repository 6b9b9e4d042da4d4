package dev.untorn.origin.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a document of S3: elements, of which the innermost hold text. Namespaces and attributes do
 * not matter. A document type is refused, for it could define entities.
 */
final class XmlElements {
  /** Those of S3 have four levels. */
  private static final int DEPTH_MAX = 16;

  /** Gets what is read. */
  interface Receiver {
    /** An element with text, such as {@code Contents/Key}; the root is not in its path. */
    void text(String path, String text);

    /** An element ends that has others, such as {@code Contents}. */
    void end(String path);
  }

  private XmlElements() {}

  /**
   * Reads a whole document.
   *
   * @return the root's name
   * @throws XMLStreamException if it is none
   */
  static String read(byte[] document, Receiver receiver) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
    try {
      return read(reader, receiver);
    } finally {
      reader.close();
    }
  }

  private static String read(XMLStreamReader reader, Receiver receiver) throws XMLStreamException {
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    String root = "";
    boolean innermost = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
        case XMLStreamConstants.START_ELEMENT -> {
          if (root.isEmpty()) {
            root = reader.getLocalName();
          } else if (path.size() == DEPTH_MAX) {
            throw new XMLStreamException("too deep");
          } else {
            path.addLast(reader.getLocalName());
          }
          text.setLength(0);
          innermost = true;
        }
        case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (path.isEmpty()) {
            return root; // What stands behind it says nothing.
          }
          if (innermost) {
            receiver.text(String.join("/", path), text.toString());
          } else {
            receiver.end(String.join("/", path));
          }
          path.removeLast();
          innermost = false;
        }
        default -> {}
      }
    }
    throw new XMLStreamException("no end");
  }
}
