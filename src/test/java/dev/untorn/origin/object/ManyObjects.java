package dev.untorn.origin.object;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The directory of a store with many objects of 1 KiB, made in no time. */
public final class ManyObjects {
  /** More names of one file are allowed by each filesystem. */
  private static final int LINKS_MAX = 20_000;

  private static final int SIZE_BYTES = 1024;
  private static final String VALIDATOR = "\"v\"";

  private final Path directory;
  private final String origin;

  /** {@code origin} is what their keys begin with. */
  public ManyObjects(Path directory, String origin) throws IOException {
    this.directory = directory;
    this.origin = origin;
    Files.createDirectories(directory.resolve("fills"));
    for (int folder = 0; folder < ObjectName.FOLDERS; folder++) {
      Files.createDirectories(directory.resolve(ObjectName.folder(folder)));
    }
  }

  /** A directory, an origin, and how many objects of it to make. */
  public static void main(String[] args) throws IOException {
    new ManyObjects(Path.of(args[0]), args[1]).make(Integer.parseInt(args[2]));
  }

  /** The bytes of an object. */
  public static byte[] body(int number) {
    byte[] text = ("object " + number + "\n").repeat(SIZE_BYTES).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, SIZE_BYTES);
  }

  private StoredHead head() {
    long nowMillis = System.currentTimeMillis();
    Fields fields = Fields.of("Cache-Control", "max-age=100000000", "ETag", VALIDATOR);
    StoredHead.Source source = StoredHead.Source.direct(origin);
    return new StoredHead(200, fields, Fields.NONE, source, nowMillis, nowMillis);
  }

  /** Makes objects with the numbers from 0 on, as fetched now. */
  public void make(int objects) {
    IntStream.range(0, objects).parallel().forEach(this::makeOne);
  }

  private void makeOne(int number) {
    Primary primary = primary(number);
    StoredObject object = object(primary, body(number));
    write(object.keyPath(), primary.record());
    write(object.bodyPath(), ByteBuffer.wrap(body(number)));
    write(object.objectName().path(), object.record());
  }

  private Primary primary(int number) {
    return Primary.of(origin + "/" + number, List.of());
  }

  private StoredObject object(Primary primary, byte[] body) {
    return new StoredObject(
        primary.key(),
        primary.generation(),
        primary.variant(Fields.NONE).hash(),
        head(),
        body.length,
        HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(body)),
        Proof.FRAMED,
        Optional.empty(),
        0);
  }

  private Path write(String path, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    try {
      return Files.write(directory.resolve(path), copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes names of so many more objects, which only a look into them tells from objects. */
  public void makeNames(int objects) throws IOException {
    for (int first = 0; first < objects; first += LINKS_MAX) {
      Path some = write("some" + first, ByteBuffer.allocate(SIZE_BYTES));
      IntStream.range(first, Math.min(objects, first + LINKS_MAX))
          .parallel()
          .forEach(i -> makeNames(some, i));
      Files.delete(some);
    }
  }

  private void makeNames(Path some, int number) {
    byte[] text = ("name " + number).getBytes(StandardCharsets.UTF_8);
    ObjectName name =
        new ObjectName(HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(text)));
    try {
      for (String path : List.of(name.path(), name.keyPath(), name.bodyPath(name.hash()))) {
        Files.createLink(directory.resolve(path), some);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes bodies that broke off; that with the number 0 is the oldest. */
  public void makePartials(int partials) throws IOException {
    long nowMillis = System.currentTimeMillis();
    for (int i = 0; i < partials; i++) {
      Primary primary = primary(-1 - i);
      write(Primary.name(primary.key()).keyPath(), primary.record());
      FillSubject subject =
          new FillSubject(
              primary.key(),
              primary.generation(),
              head(),
              OptionalLong.of(1 << 20),
              Optional.of(VALIDATOR),
              0);
      String path = FillFiles.path(subject.partialName());
      Path partial = write(path, ByteBuffer.allocate(SIZE_BYTES));
      Files.setLastModifiedTime(partial, FileTime.fromMillis(nowMillis - partials + i));
      write(path + FillLog.LOG, subject.record());
    }
  }
}
