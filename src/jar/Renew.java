import static java.lang.classfile.ClassFile.JAVA_6_VERSION;
import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives classes of Java 5 in a jar the form of Java 8. The AOT cache of Java 25 leaves out classes
 * without stack maps (JVMS 4.10.1), as picocli's are: loading and verifying them anew was 115 of
 * 650 ms from start to the first answer.
 *
 * <p>Also unpacks the jar's native libraries to the directory "native" beside it, from where they
 * are loaded even if no temporary directory may hold code (noexec, read-only, full).
 */
final class Renew {
  private static final String NATIVE = "META-INF/native/";

  private final ClassFile classes;

  private Renew(ClassHierarchyResolver hierarchy) {
    classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ConstantPoolSharingOption.NEW_POOL, // or code is copied as it is
            ClassHierarchyResolverOption.of(hierarchy));
  }

  /** Run by the build, with the jar's path. */
  public static void main(String... args) throws IOException {
    Path jar = Path.of(args[0]);
    Path renewed = Path.of(args[0] + ".new");
    URL[] classPath = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classPath);
        ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(renewed))) {
      var renew =
          new Renew(
              ClassHierarchyResolver.ofResourceParsing(loader)
                  .orElse(ClassHierarchyResolver.defaultResolver()));
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().startsWith(NATIVE) && entry.getName().endsWith(".so")) {
          unpack(bytes, jar.resolveSibling("native"), entry.getName().substring(NATIVE.length()));
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(entry.getName().endsWith(".class") ? renew.apply(bytes) : bytes);
      }
    }
    Files.move(renewed, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Renamed into place: a server that runs has the old one mapped. */
  private static void unpack(byte[] library, Path directory, String name) throws IOException {
    Path unpacked = Files.createDirectories(directory).resolve(name + ".new");
    Files.write(unpacked, library);
    Files.move(unpacked, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] apply(byte[] bytes) {
    ClassModel old = classes.parse(bytes);
    if (old.majorVersion() >= JAVA_6_VERSION) {
      return bytes;
    }
    return classes.transformClass(
        old,
        (to, element) -> {
          if (element instanceof ClassFileVersion) {
            to.withVersion(JAVA_8_VERSION, 0);
          } else {
            to.with(element);
          }
        });
  }
}
