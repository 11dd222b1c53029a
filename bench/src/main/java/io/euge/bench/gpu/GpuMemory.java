package io.euge.bench.gpu;

import io.euge.process.Program;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory and utilization that the driver reports for a GPU, in MiB.
 *
 * @param used by all processes, including the driver's reserved memory
 * @param processes memory of each process that the driver lists, by PID
 * @param busy percent of the last sample period in which a kernel ran
 */
public record GpuMemory(long used, Map<Long, Long> processes, int busy) {
  /** The value if there is no such GPU. */
  static final GpuMemory NONE = new GpuMemory(0, Map.of(), 0);

  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Queries {@code nvidia-smi} for the GPU with this UUID. */
  public static GpuMemory of(Program smi, String uuid) {
    String[] gpu =
        query(smi, uuid, "--query-gpu=memory.used,utilization.gpu").strip().split("\\s*,\\s*", 2);
    Map<Long, Long> processes = new HashMap<>();
    query(smi, uuid, "--query-compute-apps=pid,used_memory")
        .lines()
        .map(line -> line.strip().split("\\s*,\\s*"))
        .filter(cells -> cells.length == 2 && cells[1].matches("\\d+"))
        .forEach(
            cells -> processes.merge(Long.valueOf(cells[0]), Long.valueOf(cells[1]), Long::sum));
    return new GpuMemory(
        Long.parseLong(gpu[0]), processes, gpu[1].matches("\\d+") ? Integer.parseInt(gpu[1]) : 0);
  }

  /** Returns the memory of a simulated GPU, from the bytes of its processes. */
  public static GpuMemory ofSimulation(Map<Long, Long> bytes) {
    Map<Long, Long> processes = new HashMap<>();
    bytes.forEach((id, count) -> processes.put(id, count >> 20));
    return new GpuMemory(
        processes.values().stream().mapToLong(Long::longValue).sum(), processes, 0);
  }

  /** Returns the version of the driver. */
  static String driver(Program smi, String uuid) {
    return query(smi, uuid, "--query-gpu=driver_version").strip();
  }

  private static String query(Program smi, String uuid, String what) {
    return smi.run(
            List.of(what, "--format=csv,noheader,nounits", "--id=" + uuid), Map.of(), "", LIMIT)
        .out();
  }

  /** Returns the memory of these processes in MiB. */
  long of(List<Long> ids) {
    return ids.stream().mapToLong(id -> processes.getOrDefault(id, 0L)).sum();
  }
}
