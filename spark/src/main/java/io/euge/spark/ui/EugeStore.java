package io.euge.spark.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.util.kvstore.KVStore;

/** What the tab shows, in the store that Spark keeps for its UI. */
public final class EugeStore {
  private final KVStore store;

  public EugeStore(KVStore store) {
    this.store = store;
  }

  void write(Object entry) {
    try {
      store.write(entry);
    } catch (Exception e) { // Spark declares no other.
      throw new IllegalStateException("Cannot write to Spark's UI store", e);
    }
  }

  void remove(Class<?> type, Object key) {
    try {
      store.delete(type, key);
    } catch (Exception e) { // Spark declares no other.
      throw new IllegalStateException("Cannot delete from Spark's UI store", e);
    }
  }

  /** Returns whether nothing of an application is known. */
  public boolean isEmpty() {
    return scans().isEmpty() && executors().isEmpty();
  }

  /** Returns the scans, the last one first. */
  public List<ScanEntry> scans() {
    List<ScanEntry> scans = all(ScanEntry.class);
    scans.sort(Comparator.comparingLong(ScanEntry::scan).reversed());
    return scans;
  }

  /** Returns the executors in the order of their numbers. */
  public List<ExecutorEntry> executors() {
    List<ExecutorEntry> executors = all(ExecutorEntry.class);
    executors.sort(
        Comparator.comparingInt((ExecutorEntry entry) -> entry.executor().length())
            .thenComparing(ExecutorEntry::executor));
    return executors;
  }

  private <T> List<T> all(Class<T> type) {
    List<T> entries = new ArrayList<>();
    try {
      var iterator = store.view(type).closeableIterator();
      try (iterator) {
        iterator.forEachRemaining(entries::add);
      }
    } catch (Exception e) { // Spark declares no other.
      throw new IllegalStateException("Cannot read Spark's UI store", e);
    }
    return entries;
  }
}
