package io.euge.simulation;

import io.euge.ByteSize;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What processes hold of a GPU's memory, and what for. */
final class GpuMemory {
  /** What each process has from the moment it uses the GPU. */
  static final String CONTEXT = "context";

  /**
   * A part of the memory.
   *
   * @param what it is for, in words: the same words are summed up in messages
   */
  record Part(long id, long process, String what, long bytes) {}

  final long capacity;
  final SortedMap<Long, Part> parts = new TreeMap<>();
  long next = 1;
  long peak;

  GpuMemory(long capacity) {
    this.capacity = capacity;
  }

  GpuMemory copy() {
    GpuMemory copy = new GpuMemory(capacity);
    copy.parts.putAll(parts);
    copy.next = next;
    copy.peak = peak;
    return copy;
  }

  long used() {
    return parts.values().stream().mapToLong(Part::bytes).sum();
  }

  boolean holds(long process) {
    return parts.values().stream().anyMatch(part -> part.process == process);
  }

  /**
   * Takes a part.
   *
   * @return its id
   * @throws OutOfGpuMemory if there is not so much left; then nothing is taken
   */
  long take(long process, String what, long bytes) {
    long used = used();
    if (bytes > capacity - used) {
      throw new OutOfGpuMemory(
          "%s of process %d wants %s, and %s of %s are taken: %s"
              .formatted(
                  what,
                  process,
                  ByteSize.wholeMib(bytes),
                  ByteSize.wholeMib(used),
                  ByteSize.wholeMib(capacity),
                  parts.isEmpty() ? "nothing" : sum()));
    }
    parts.put(next, new Part(next, process, what, bytes));
    peak = Math.max(peak, used + bytes);
    return next++;
  }

  /** Gives a part back; one that is not there is no matter. */
  void giveBack(long id) {
    parts.remove(id);
  }

  void giveBackAll(long process) {
    parts.values().removeIf(part -> part.process == process);
  }

  /** {@code 2 x context 600 MiB + 3 x model m 120 MiB}. */
  private String sum() {
    Map<String, Long> bytes =
        parts.values().stream()
            .collect(
                Collectors.groupingBy(
                    Part::what, TreeMap::new, Collectors.summingLong(Part::bytes)));
    Map<String, Long> counts =
        parts.values().stream().collect(Collectors.groupingBy(Part::what, Collectors.counting()));
    return bytes.entrySet().stream()
        .map(
            entry ->
                "%d x %s %s"
                    .formatted(
                        counts.get(entry.getKey()),
                        entry.getKey(),
                        ByteSize.wholeMib(entry.getValue())))
        .collect(Collectors.joining(" + "));
  }
}
