package dev.untorn.origin.object.partial;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of fills' files: each is claimed by one, or lies there. Thread-safe; never blocks. */
public final class PartialNames {
  private final NavigableSet<String> lying = new TreeSet<>();
  private final Set<String> claimed = new HashSet<>();

  /** What this process has written of files. */
  private final Map<String, VerifiedPrefix> written = new HashMap<>();

  /** A file lies there, claimed until now or not. */
  public synchronized void lies(String name) {
    claimed.remove(name);
    lying.add(name);
  }

  /** Likewise; this process has written it, or just read all of it. */
  public synchronized void lies(String name, VerifiedPrefix first) {
    written.put(name, first);
    lies(name);
  }

  /** The first bytes of a file that this process has written. */
  public synchronized Optional<VerifiedPrefix> written(String name) {
    return Optional.ofNullable(written.get(name));
  }

  /** Claims a name, whether a file lies there or not; false if it is claimed. */
  public synchronized boolean claim(String name) {
    lying.remove(name);
    return claimed.add(name);
  }

  /** Claims a file that lies there; false if it does not. */
  public synchronized boolean claimLying(String name) {
    return lying.contains(name) && claim(name);
  }

  /** A claimed file is gone. */
  public synchronized void gone(String name) {
    written.remove(name);
    claimed.remove(name);
  }

  /** All that may lie there, claimed or not. */
  public synchronized List<String> all() {
    return Stream.concat(lying.stream(), claimed.stream()).toList();
  }

  /** The files that lie there, whose names begin with this. */
  public synchronized List<String> lying(String prefix) {
    return lying.tailSet(prefix).stream().takeWhile(name -> name.startsWith(prefix)).toList();
  }

  public synchronized int lying() {
    return lying.size();
  }
}
