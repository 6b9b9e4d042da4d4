package dev.untorn.http;

import dev.untorn.http.page.ListingBody;
import dev.untorn.http.page.ListingFormat;
import dev.untorn.http.page.ListingJson;
import dev.untorn.http.page.ListingOrder;
import dev.untorn.http.page.ListingPage;
import dev.untorn.http.page.Page;
import dev.untorn.http.page.Problem;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.origin.Resolution;
import dev.untorn.semantics.Accept;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Status;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Answers other than files: listings and problems, as HTML or JSON, and redirects. */
final class Documents {
  /** Longer listings are streamed; one of this length is about 100 KB. */
  private static final int ENTRIES_AT_ONCE_MAX = 512;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private static final Field ALLOW = new Field("Allow", "GET, HEAD, OPTIONS");

  private static final List<Field> COMMON =
      List.of(
          new Field("Vary", "Accept"),
          new Field("X-Content-Type-Options", "nosniff"),
          new Field("Content-Security-Policy", Page.CONTENT_SECURITY_POLICY));

  private Documents() {}

  /** A listing, made on a worker: sorting takes long. The answer's end releases its memory. */
  static Answer ofFolder(Resolution.Listed listed, String query, HttpHeaders headers) {
    Folder folder = listed.folder();
    ListingOrder order = ListingOrder.fromQuery(query);
    ListingFormat format =
        Accept.prefersJson(headers) ? new ListingJson(folder) : new ListingPage(folder, order);
    List<Field> fields = fields(List.of(), format.mediaType());
    List<Entry> entries = order.sorted(folder.entries());
    if (entries.size() > ENTRIES_AT_ONCE_MAX) {
      return new Answer.Stream(
          Status.OK, fields, new ListingBody(format, entries, listed.memory()::close));
    }
    listed.memory().close();
    return document(Status.OK, fields, format.whole(entries));
  }

  static Answer ofProblem(Problem problem, HttpHeaders headers, Field... more) {
    boolean json = Accept.prefersJson(headers);
    String mediaType = json ? Problem.JSON_MEDIA_TYPE : Page.MEDIA_TYPE;
    return document(
        problem.status(), fields(List.of(more), mediaType), json ? problem.json() : problem.html());
  }

  static Answer methodNotAllowed(HttpHeaders headers) {
    return ofProblem(Problem.of(Status.METHOD_NOT_ALLOWED), headers, ALLOW);
  }

  static Answer options() {
    return new Answer.Document(Status.NO_CONTENT, List.of(ALLOW), EMPTY);
  }

  static Answer redirect(String location) {
    return new Answer.Document(
        Status.MOVED_PERMANENTLY, List.of(new Field("Location", location)), EMPTY);
  }

  private static Answer document(Status status, List<Field> fields, byte[] body) {
    // Netty copies an array once, but what is read-only twice, a fifth of the time of a 404.
    return new Answer.Document(status, fields, ByteBuffer.wrap(body));
  }

  private static List<Field> fields(List<Field> first, String mediaType) {
    List<Field> fields = new ArrayList<>(first);
    fields.add(new Field("Content-Type", mediaType));
    fields.addAll(COMMON);
    return fields;
  }
}
