package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.object.files.LastUse;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and counts what is in a folder, and removes what a crash left. Blocks; thread-safe. */
record FolderScan(StoreFiles files, Bodies bodies, Usage usage, PendingObjects pending) {
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{64})(\\.key|\\.[0-9a-f]{64})?(\\.new)?");

  /**
   * A record with its body, or the primary record of a key.
   *
   * @param usedAgain whether it was used at another time than when it was stored
   */
  record Item(ObjectName name, Kind kind, long sizeBytes, long usedNanos, boolean usedAgain) {}

  enum Kind {
    OBJECT,
    KEY
  }

  /** The files that belong to one record. */
  private static final class Group {
    private final ObjectName name;
    private final Map<String, Stat> bodies = new HashMap<>();
    private Optional<Stat> record = Optional.empty();
    private Optional<Stat> key = Optional.empty();

    private Group(ObjectName name) {
      this.name = name;
    }

    private long sizeBytes() {
      return bodies.values().stream().mapToLong(FolderScan::sizeOnDisk).sum()
          + record.map(FolderScan::sizeOnDisk).orElse(0L);
    }

    private Item object(Stat stat) {
      long storedNanos = bodies.values().stream().mapToLong(Stat::mtimeNanos).max().orElse(0);
      boolean usedAgain = LastUse.isNoted(stat.mtimeNanos(), storedNanos);
      return new Item(name, Kind.OBJECT, sizeBytes(), stat.mtimeNanos(), usedAgain);
    }

    private Item key(Stat stat) {
      return new Item(name, Kind.KEY, sizeOnDisk(stat), stat.mtimeNanos(), false);
    }
  }

  private static long sizeOnDisk(Stat stat) {
    return Usage.onDisk(stat.sizeBytes());
  }

  /** The objects and keys of a folder, by the number of the folder. */
  List<Item> scan(int folder) throws IOException {
    synchronized (files.lock(folder)) {
      Map<String, Group> groups = groups(folder);
      List<Item> items = new ArrayList<>();
      long sizeBytes = 0;
      for (Group group : groups.values()) {
        removeUseless(group);
        sizeBytes += group.sizeBytes() + group.key.map(FolderScan::sizeOnDisk).orElse(0L);
        group.key.ifPresent(stat -> items.add(group.key(stat)));
        group.record.ifPresent(stat -> items.add(group.object(stat)));
      }
      long objects = items.stream().filter(item -> item.kind() == Kind.OBJECT).count();
      usage.count(folder, sizeBytes, objects);
      return items;
    }
  }

  private Map<String, Group> groups(int folder) throws KernelException {
    OwnDirectory directory = files.directory();
    String path = ObjectName.folder(folder);
    List<String> names = new ArrayList<>();
    var _ = directory.readNames(path, names::add);
    Map<String, Group> groups = new HashMap<>();
    for (String name : names) {
      Matcher parts = NAME.matcher(name);
      if (!parts.matches()) {
        continue; // Not ours.
      }
      if (parts.group(3) != null) {
        var _ = directory.remove(path + "/" + name); // Nobody writes one under the lock.
        continue;
      }
      Group group = groups.computeIfAbsent(parts.group(1), hash -> new Group(new ObjectName(hash)));
      Optional<Stat> stat = directory.stat(path + "/" + name);
      switch (parts.group(2)) {
        case null -> group.record = stat;
        case ObjectName.KEY -> group.key = stat;
        case String suffix -> stat.ifPresent(found -> group.bodies.put(suffix.substring(1), found));
      }
    }
    return groups;
  }

  /** Removes bodies that no record points at, nor will, and a record without its body. */
  private void removeUseless(Group group) throws IOException {
    boolean usual = group.bodies.size() == (group.record.isPresent() ? 1 : 0);
    if (usual || pending.find(group.name).isPresent()) {
      return;
    }
    Optional<StoredObject> object = files.object(group.name);
    for (String sha256 : List.copyOf(group.bodies.keySet())) {
      String path = group.name.bodyPath(sha256);
      boolean wanted = object.isPresent() && object.get().sha256().equals(sha256);
      if (!wanted && !bodies.inUse().has(path)) {
        var _ = files.directory().remove(path);
        group.bodies.remove(sha256);
      }
    }
    if (group.bodies.isEmpty()) {
      var _ = files.directory().remove(group.name.path());
      group.record = Optional.empty();
    }
  }
}
