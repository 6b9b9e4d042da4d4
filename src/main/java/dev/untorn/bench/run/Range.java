package dev.untorn.bench.run;

import dev.untorn.config.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which part of a file to request. */
public sealed interface Range {
  /** More random parts of a file than any cache keeps. */
  int RANDOM_MAX = 1_024;

  /** Bytes of a file, both ends included. */
  record Part(long first, long last) {
    String field() {
      return "Range: bytes=" + first + "-" + last;
    }
  }

  /** Up to {@code count} parts, to request one after the other; empty if the file is too short. */
  List<Part> parts(long fileBytes, int count);

  String text();

  record Fixed(long first, long last) implements Range {
    @Override
    public String text() {
      return "bytes " + first + " to " + last;
    }

    @Override
    public List<Part> parts(long fileBytes, int count) {
      return first >= fileBytes
          ? List.of()
          : List.of(new Part(first, Math.min(last, fileBytes - 1)));
    }
  }

  /** So many bytes at random places, the same ones for every server and every run. */
  record Anywhere(long bytes) implements Range {
    @Override
    public String text() {
      return new Size(bytes) + " at random places";
    }

    @Override
    public List<Part> parts(long fileBytes, int count) {
      List<Part> parts = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(fileBytes);
      for (int i = 0; i < Math.min(count, RANDOM_MAX) && bytes <= fileBytes; i++) {
        long first = random.nextLong(fileBytes - bytes + 1);
        parts.add(new Part(first, first + bytes - 1));
      }
      return parts;
    }
  }

  /** Parses {@code 0-1023}, or {@code 4KiB}: so many bytes at random places. */
  static Optional<Range> parse(String text) {
    Matcher fixed = Pattern.compile("(\\d{1,18})-(\\d{1,18})").matcher(text);
    if (fixed.matches()) {
      long first = Long.parseLong(fixed.group(1));
      long last = Long.parseLong(fixed.group(2));
      return first <= last ? Optional.of(new Fixed(first, last)) : Optional.empty();
    }
    return Size.parse(text).map(Size::bytes).filter(bytes -> bytes > 0).map(Anywhere::new);
  }
}
