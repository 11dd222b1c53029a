package io.euge.bench.gpu;

import io.euge.process.Program;
import io.euge.process.Program.Result;
import io.euge.process.ProgramException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The memory and utilization that the driver reports for a GPU, in MiB. Values that it does not
 * report are empty.
 *
 * @param used by all processes, including the driver's reserved memory
 * @param processes memory of each process that the driver lists, by PID
 * @param busy percent of the last sample period in which a kernel ran
 */
public record GpuMemory(OptionalLong used, Map<Long, Long> processes, OptionalInt busy) {
  /** The value if there is no such GPU. */
  static final GpuMemory NONE = new GpuMemory(OptionalLong.empty(), Map.of(), OptionalInt.empty());

  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** At most as many digits as an int holds. */
  private static final String NUMBER = "\\d{1,9}";

  /** Queries {@code nvidia-smi} for the GPU with this UUID. */
  public static GpuMemory of(Program smi, String uuid) {
    String[] gpu =
        query(smi, uuid, "--query-gpu=memory.used,utilization.gpu")
            .orElse("")
            .strip()
            .split("\\s*,\\s*", 2);
    Map<Long, Long> processes = new HashMap<>();
    query(smi, uuid, "--query-compute-apps=pid,used_memory")
        .orElse("")
        .lines()
        .map(line -> line.strip().split("\\s*,\\s*"))
        .filter(cells -> cells.length == 2 && cells[0].matches(NUMBER) && cells[1].matches(NUMBER))
        .forEach(
            cells -> processes.merge(Long.valueOf(cells[0]), Long.valueOf(cells[1]), Long::sum));
    return new GpuMemory(
        gpu[0].matches(NUMBER) ? OptionalLong.of(Long.parseLong(gpu[0])) : OptionalLong.empty(),
        processes,
        gpu.length > 1 && gpu[1].matches(NUMBER)
            ? OptionalInt.of(Integer.parseInt(gpu[1]))
            : OptionalInt.empty());
  }

  /** Returns the memory of a simulated GPU, from the bytes of its processes. */
  public static GpuMemory ofSimulation(Map<Long, Long> bytes) {
    Map<Long, Long> processes = new HashMap<>();
    bytes.forEach((id, count) -> processes.put(id, count >> 20));
    return new GpuMemory(
        OptionalLong.of(processes.values().stream().mapToLong(Long::longValue).sum()),
        processes,
        OptionalInt.empty());
  }

  /**
   * Returns the largest memory of several samples, and the median of the utilization: processes
   * begin and end at different moments, and one sample may miss some of them.
   */
  static GpuMemory peak(List<GpuMemory> samples) {
    Map<Long, Long> processes = new HashMap<>();
    samples.forEach(
        sample -> sample.processes.forEach((id, mib) -> processes.merge(id, mib, Math::max)));
    int[] busy = samples.stream().flatMapToInt(sample -> sample.busy.stream()).sorted().toArray();
    return new GpuMemory(
        samples.stream().flatMapToLong(sample -> sample.used.stream()).max(),
        processes,
        busy.length == 0 ? OptionalInt.empty() : OptionalInt.of(busy[busy.length / 2]));
  }

  /** Returns the version of the driver; empty if it is not reported. */
  static Optional<String> driver(Program smi, String uuid) {
    return query(smi, uuid, "--query-gpu=driver_version")
        .map(String::strip)
        .filter(version -> version.matches("\\d[\\w.]*"));
  }

  /** Returns the answer; empty if there is none, because that is no reason to stop measuring. */
  private static Optional<String> query(Program smi, String uuid, String what) {
    try {
      Result result =
          smi.run(
              List.of(what, "--format=csv,noheader,nounits", "--id=" + uuid), Map.of(), "", LIMIT);
      return result.exitCode() == 0 ? Optional.of(result.out()) : Optional.empty();
    } catch (ProgramException e) {
      if (e.kind() == ProgramException.Kind.INTERRUPTED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Returns the memory of these processes in MiB; empty if the driver reports that of none, as it
   * does not for processes of another PID namespace.
   */
  OptionalLong of(List<Long> ids) {
    List<Long> known = ids.stream().filter(processes::containsKey).map(processes::get).toList();
    return known.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(known.stream().mapToLong(Long::longValue).sum());
  }

  /** Returns how much more memory is used than before; empty if one of both is unknown. */
  OptionalLong above(GpuMemory before) {
    return used.isPresent() && before.used.isPresent()
        ? OptionalLong.of(used.getAsLong() - before.used.getAsLong())
        : OptionalLong.empty();
  }
}
