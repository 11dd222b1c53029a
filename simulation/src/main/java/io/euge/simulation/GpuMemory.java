package io.euge.simulation;

import io.euge.ByteSize;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tracks the memory that processes have allocated on a GPU. */
final class GpuMemory {
  /**
   * The purpose of the memory of the CUDA context, which each process allocates when it first uses
   * the GPU.
   */
  static final String CONTEXT = "context";

  /**
   * Memory of one process for one purpose.
   *
   * @param what the purpose, in words; messages add up allocations with the same purpose
   */
  record Allocation(long id, long process, String what, long bytes) {}

  final long capacity;
  final SortedMap<Long, Allocation> allocations = new TreeMap<>();
  long next = 1;
  long peak;

  GpuMemory(long capacity) {
    this.capacity = capacity;
  }

  GpuMemory copy() {
    GpuMemory copy = new GpuMemory(capacity);
    copy.allocations.putAll(allocations);
    copy.next = next;
    copy.peak = peak;
    return copy;
  }

  long used() {
    return allocations.values().stream().mapToLong(Allocation::bytes).sum();
  }

  /**
   * Allocates memory.
   *
   * @return the ID of the allocation
   * @throws OutOfGpuMemory if less memory is free; nothing is allocated
   */
  long allocate(long process, String what, long bytes) {
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
                  allocations.isEmpty() ? "nothing" : sum()));
    }
    allocations.put(next, new Allocation(next, process, what, bytes));
    peak = Math.max(peak, used + bytes);
    return next++;
  }

  /** Frees an allocation; does nothing if it does not exist. */
  void free(long id) {
    allocations.remove(id);
  }

  void freeAll(long process) {
    allocations.values().removeIf(allocation -> allocation.process == process);
  }

  /**
   * Returns the allocations by purpose, as in {@code 2 x context 600 MiB + 3 x model m 120 MiB}.
   */
  private String sum() {
    Map<String, Long> bytes =
        allocations.values().stream()
            .collect(
                Collectors.groupingBy(
                    Allocation::what, TreeMap::new, Collectors.summingLong(Allocation::bytes)));
    Map<String, Long> counts =
        allocations.values().stream()
            .collect(Collectors.groupingBy(Allocation::what, Collectors.counting()));
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
