package dev.untorn.origin.object;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The names of fills' files: each is claimed by one, or lies there. Thread-safe; never blocks. */
final class PartialNames {
  private final NavigableSet<String> lying = new TreeSet<>();
  private final Set<String> claimed = new HashSet<>();

  /** A file lies there, claimed until now or not. */
  synchronized void lies(String name) {
    claimed.remove(name);
    lying.add(name);
  }

  /** Claims a name, whether a file lies there or not; false if it is claimed. */
  synchronized boolean claim(String name) {
    lying.remove(name);
    return claimed.add(name);
  }

  /** Claims a file that lies there; false if it does not. */
  synchronized boolean claimLying(String name) {
    return lying.contains(name) && claim(name);
  }

  /** A claimed file is gone. */
  synchronized void gone(String name) {
    claimed.remove(name);
  }

  /** The files that lie there, whose names begin with this. */
  synchronized List<String> lying(String prefix) {
    return lying.tailSet(prefix).stream().takeWhile(name -> name.startsWith(prefix)).toList();
  }

  synchronized int lying() {
    return lying.size();
  }
}
