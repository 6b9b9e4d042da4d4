package dev.untorn.linux.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipe, socket, mapping and raw file: the lab's calls, by what they do to real bytes. */
final class KernelPipeTest {
  private static final Inet4Address LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");

  @TempDir Path directory;

  private Path file(String text) throws Exception {
    return Files.writeString(directory.resolve("file"), text);
  }

  private static LinuxFile open(Path path, RawFile.Access access) {
    return assertInstanceOf(Opened.File.class, RawFile.open(path, access)).file();
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  @Test
  void file_pages_travel_through_a_pipe_to_a_socket() throws Exception {
    try (LinuxFile file = open(file("from the page cache"), RawFile.Access.READ);
        KernelPipe pipe = KernelPipe.create(1 << 20);
        TcpSocket listener = TcpSocket.listen(LOOPBACK);
        TcpSocket receiver = TcpSocket.connect(LOOPBACK, listener.port(), 65536, 5);
        TcpSocket sender = listener.accept(65536)) {
      assertTrue(pipe.sizeBytes() >= 65536);
      assertEquals(14, pipe.fillFrom(file, 5, 100));
      assertEquals(14, pipe.drainTo(sender, 100));
      assertEquals(SocketOut.FULL, pipe.drainTo(sender, 100));
      ByteBuffer received = ByteBuffer.allocateDirect(14);
      while (received.hasRemaining()) {
        receiver.receive(received);
      }
      assertEquals("the page cache", text(received));
    }
  }

  @Test
  void a_full_pipe_takes_no_more() throws Exception {
    ByteBuffer memory = ByteBuffer.allocateDirect(4 << 20);
    try (KernelPipe pipe = KernelPipe.create(65536)) {
      assertTrue(pipe.fillFrom(memory) > 0);
      assertEquals(SocketOut.FULL, pipe.fillFrom(memory));
    }
  }

  @Test
  void a_receiver_gives_up_when_its_time_is_over_and_sees_the_end_of_a_stream() throws Exception {
    try (TcpSocket listener = TcpSocket.listen(LOOPBACK);
        TcpSocket receiver = TcpSocket.connect(LOOPBACK, listener.port(), 65536, 1)) {
      try (TcpSocket sender = listener.accept(65536)) {
        KernelException late =
            assertThrows(
                KernelException.class, () -> receiver.receive(ByteBuffer.allocateDirect(1)));
        assertEquals(Errno.EAGAIN, late.errno());
        assertEquals(new TcpSocket.Progress(0, 0, 0), sender.progress());
      }
      assertEquals(0, receiver.receive(ByteBuffer.allocateDirect(1)));
    }
  }

  @Test
  void a_full_socket_takes_no_more_and_tells_where_its_bytes_are() throws Exception {
    ByteBuffer memory = ByteBuffer.allocateDirect(1 << 20);
    try (TcpSocket listener = TcpSocket.listen(LOOPBACK);
        TcpSocket receiver = TcpSocket.connect(LOOPBACK, listener.port(), 16384, 1);
        TcpSocket sender = listener.accept(16384)) {
      while (sender.send(memory) != SocketOut.FULL) {
        assertTrue(sender.fd() != receiver.fd());
      }
      assertTrue(sender.progress().unsentBytes() > 0);
    }
  }

  @Test
  void nobody_listens_at_a_port_that_was_closed() throws Exception {
    int port;
    try (TcpSocket listener = TcpSocket.listen(LOOPBACK)) {
      port = listener.port();
    }
    assertThrows(KernelException.class, () -> TcpSocket.connect(LOOPBACK, port, 65536, 1).close());
  }

  @Test
  void stores_to_a_writable_mapping_reach_the_file() throws Exception {
    Path path = file("before");
    try (FileMapping mapping = FileMapping.writable(path);
        FileMapping view = FileMapping.readOnly(path)) {
      mapping.buffer().put("after!".getBytes(StandardCharsets.UTF_8));
      assertEquals('!', view.buffer().get(5));
    }
    assertEquals("after!", Files.readString(path));
  }

  @Test
  void a_mapping_cannot_be_used_after_its_end() throws Exception {
    FileMapping mapping = FileMapping.readOnly(file("text"));
    ByteBuffer buffer = mapping.buffer();
    mapping.close();
    assertThrows(IllegalStateException.class, () -> buffer.get(0));
  }

  @Test
  void a_hole_reads_as_zeros_and_keeps_the_length() throws Exception {
    Path path = file("x".repeat(8192));
    try (LinuxFile file = open(path, RawFile.Access.WRITE)) {
      RawFile.punchHole(file, 0, 4096);
    }
    byte[] bytes = Files.readAllBytes(path);
    assertEquals(8192, bytes.length);
    assertEquals(0, bytes[4095]);
    assertEquals('x', bytes[4096]);
  }

  @Test
  void a_range_is_copied_from_start_to_start() throws Exception {
    Path path = file("source");
    Path target = Files.writeString(directory.resolve("target"), "target, longer");
    try (LinuxFile from = open(path, RawFile.Access.READ);
        LinuxFile into = open(target, RawFile.Access.WRITE)) {
      RawFile.copyRange(from, into, 6);
      assertThrows(KernelException.class, () -> RawFile.copyRange(into, from, 6));
    }
    assertEquals("source, longer", Files.readString(target));
  }

  @Test
  void what_cannot_be_opened_is_told_by_its_error() {
    assertEquals(
        new Opened.Failed(Errno.ENOENT),
        RawFile.open(directory.resolve("missing"), RawFile.Access.READ));
    assertEquals(new Opened.Failed(Errno.EISDIR), RawFile.open(directory, RawFile.Access.WRITE));
  }
}
