package dev.untorn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program in a process to which the kernel refuses some system calls, as a container's seccomp
 * profile does. The process is to be one of its own: the refusal is for good, and for all threads.
 */
public final class SeccompChild {
  /** What Docker's profile answers. */
  public static final int EPERM = 1;

  /** What a kernel without the call answers, and sandboxes that pretend to be one. */
  public static final int ENOSYS = 38;

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
  private static final int RET_ERRNO = 0x00050000;
  private static final int RET_ALLOW = 0x7fff0000;

  /** BPF: load a word of struct seccomp_data, compare with a constant, return a constant. */
  private static final int LOAD = 0x20;

  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private static final int DATA_NUMBER = 0;
  private static final int DATA_ARGUMENTS = 16;
  private static final int INSTRUCTION_BYTES = 8;

  private SeccompChild() {}

  /** Java and all its words for this class path, to run a program's main method. */
  public static List<String> command(
      Collection<Denied> denied, int errno, String main, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SeccompChild.class.getName(),
                denied.stream().map(Denied::name).collect(Collectors.joining(",")),
                Integer.toString(errno),
                main));
    words.addAll(List.of(arguments));
    return words;
  }

  /** The calls, separated by commas; the errno that they fail with; the main class; its words. */
  public static void main(String[] args) throws Exception {
    List<Denied> denied = Arrays.stream(args[0].split(",", -1)).map(Denied::valueOf).toList();
    deny(denied, Integer.parseInt(args[1]));
    Class.forName(args[2])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 3, args.length));
  }

  private static void deny(List<Denied> denied, int errno) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = filter(arena, denied, errno);
      MemorySegment program = arena.allocate(16, 8);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) (filter.byteSize() / INSTRUCTION_BYTES));
      program.set(ValueLayout.JAVA_LONG, 8, filter.address());
      if (CFunction.ofInt("prctl").call(PR_SET_NO_NEW_PRIVS, 1) < 0
          || Libc.SYSCALL.call(
                  seccomp(), SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program.address())
              != 0) {
        throw new IllegalStateException("this kernel takes no filter of system calls");
      }
    }
  }

  private static long seccomp() {
    return System.getProperty("os.arch").equals("aarch64") ? 277 : 317;
  }

  private static MemorySegment filter(Arena arena, List<Denied> denied, int errno) {
    List<long[]> code = new ArrayList<>();
    for (Denied each : denied) {
      boolean whole = each.argument() == Denied.WHOLE;
      code.add(new long[] {LOAD, 0, DATA_NUMBER});
      code.add(new long[] {JUMP_IF_EQUAL, whole ? 1 : 3, each.number()});
      if (!whole) {
        code.add(new long[] {LOAD, 0, DATA_ARGUMENTS + 8L * each.argument()});
        code.add(new long[] {JUMP_IF_EQUAL, 1, each.value()});
      }
      code.add(new long[] {RETURN, 0, RET_ERRNO | errno});
    }
    code.add(new long[] {RETURN, 0, RET_ALLOW});
    MemorySegment filter = arena.allocate((long) code.size() * INSTRUCTION_BYTES, 8);
    for (int i = 0; i < code.size(); i++) {
      long[] instruction = code.get(i);
      long at = (long) i * INSTRUCTION_BYTES;
      filter.set(ValueLayout.JAVA_SHORT, at, (short) instruction[0]);
      filter.set(ValueLayout.JAVA_BYTE, at + 3, (byte) instruction[1]);
      filter.set(ValueLayout.JAVA_INT, at + 4, (int) instruction[2]);
    }
    return filter;
  }
}
