package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.open;

import dev.untorn.origin.object.check.Finding;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Knows what {@link CrashChild} did, and so what may be in a store after a crash. */
final class CrashJudge {
  private static final int KEYS = CrashChild.THREADS * CrashChild.KEYS_OF_ONE;

  private final long[] begun = new long[KEYS];
  private final long[] purged = new long[KEYS];
  private long found;
  private long resumed;

  /** What a child says. What it says once the crash began may be lost. */
  static final class Said {
    private final List<String> lines = new ArrayList<>();
    private int before;

    synchronized void add(String line) {
      lines.add(line);
    }

    synchronized void crashBegins() {
      before = lines.size();
    }
  }

  /** A version may be found. */
  void begun(int key, long version) {
    begun[key] = Math.max(begun[key], version);
  }

  long lastVersion() {
    return Arrays.stream(begun).max().orElseThrow();
  }

  /** How many objects it found. */
  long found() {
    return found;
  }

  /** How many broken bodies it completed. */
  long resumed() {
    return resumed;
  }

  @Override
  public String toString() {
    return "found " + found + ", resumed " + resumed;
  }

  void note(Said said) {
    for (int i = 0; i < said.lines.size(); i++) {
      String[] words = said.lines.get(i).split(" ", -1);
      int key = Integer.parseInt(words[1]);
      long version = Long.parseLong(words[2]);
      switch (words[0]) {
        case "begun" -> begun(key, version);
        case "purged" -> {
          if (i < said.before) {
            purged[key] = Math.max(purged[key], version);
          }
        }
        default -> throw new AssertionError(said.lines.get(i));
      }
    }
  }

  /** What is wrong in a store after a crash. */
  List<String> wrong(Path path) throws Exception {
    List<String> wrong = new ArrayList<>(wrongFiles(path));
    try (ObjectStore store = open(path)) {
      store.awaitCounted();
      if (Objects.bodies(path).size() != store.stats().objects()) {
        wrong.add("counted: " + store.stats());
      }
      for (int key = 0; key < KEYS; key++) {
        findWrong(store, key, wrong);
        resumeAll(store, key, wrong);
      }
    }
    wrong.addAll(wrongFiles(path));
    return wrong;
  }

  private void findWrong(ObjectStore store, int key, List<String> wrong) throws Exception {
    if (store.find(CrashChild.key(key), Fields.NONE) instanceof FindResult.Found(var hold)) {
      try (hold) {
        StoredObject object = hold.object();
        String tag = Objects.tag(object.head());
        long version = CrashChild.version(tag);
        byte[] bytes = Objects.bytes(hold.body(), object.lengthBytes());
        if (!Arrays.equals(CrashChild.bytes(key, version), bytes)
            || !object.validator().equals(Optional.of(tag))) {
          wrong.add("other bytes than those of its version: " + object);
        }
        findUndone(key, version, wrong);
        found++;
      }
    }
  }

  private void findUndone(int key, long version, List<String> wrong) {
    if (version <= purged[key] || version > begun[key]) {
      wrong.add(
          "version "
              + version
              + " of key "
              + key
              + ", which was purged until "
              + purged[key]
              + " and fetched until "
              + begun[key]);
    }
  }

  private static Optional<PartialFill> resumable(ObjectStore store, int key) {
    return store.resumable(CrashChild.key(key), Fields.NONE);
  }

  /** Completes all partial fills of a key. */
  private void resumeAll(ObjectStore store, int key, List<String> wrong) throws Exception {
    for (Optional<PartialFill> left = resumable(store, key);
        left.isPresent();
        left = resumable(store, key)) {
      try (PartialFill partial = left.get()) {
        long version = CrashChild.version(partial.validator());
        findUndone(key, version, wrong);
        byte[] bytes = CrashChild.bytes(key, version);
        try (ObjectFill fill = Objects.resume(store, partial)) {
          Objects.append(fill, Arrays.copyOfRange(bytes, (int) partial.bytes(), bytes.length));
          Objects.prove(fill);
        }
        if (!Arrays.equals(bytes, Objects.stored(store, CrashChild.key(key)))) {
          wrong.add("other bytes than those of version " + version + ", after it was resumed");
        }
        resumed++;
      }
    }
  }

  /** What a check of all files finds wrong; what counts as absent is not. */
  private static List<String> wrongFiles(Path path) throws Exception {
    List<String> wrong = new ArrayList<>();
    StoreReader.Opening opening = StoreReader.open(path);
    if (opening instanceof StoreReader.Opening.Done(StoreReader reader)) {
      try (reader) {
        reader.verify(finding -> {
          switch (finding) {
            case Finding.Sound _, Finding.NoBody _, Finding.DamagedRecord _ -> {}
            case Finding.WrongBody _ -> wrong.add(finding.toString());
          }
        });
      }
    }
    return wrong;
  }
}
