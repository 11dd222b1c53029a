package io.euge.cli.cluster;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * The executors that a job asks its cluster for, all alike.
 *
 * @param cores of each; empty where a standalone cluster gives all free cores of a Worker
 * @param memory MiB of the heap of each
 * @param gpus of each
 * @param coresInAll the most cores of all together; empty without a limit
 */
record ExecutorRequest(OptionalInt cores, long memory, int gpus, OptionalInt coresInAll) {
  private static final String CORES = "spark.executor.cores";
  private static final String CORES_IN_ALL = "spark.cores.max";

  /** Returns what an application with this configuration requests. */
  static ExecutorRequest of(SparkConf conf) {
    boolean standalone = conf.get("spark.master", "").startsWith("spark://");
    return new ExecutorRequest(
        conf.contains(CORES) || !standalone
            ? OptionalInt.of(conf.getInt(CORES, 1))
            : OptionalInt.empty(),
        conf.getSizeAsMb("spark.executor.memory", "1g"),
        conf.getInt("spark.executor.resource.gpu.amount", 0),
        conf.contains(CORES_IN_ALL)
            ? OptionalInt.of(conf.getInt(CORES_IN_ALL, 0))
            : OptionalInt.empty());
  }

  /** Returns whether a Worker could run one if nothing else ran there. */
  boolean fits(ClusterState.Worker worker) {
    return worker.cores() >= cores.orElse(1) && worker.memory() >= memory && worker.gpus() >= gpus;
  }

  /** Returns whether a Worker can run one now. */
  boolean fitsFree(ClusterState.Worker worker) {
    return worker.coresFree() >= cores.orElse(1)
        && worker.memoryFree() >= memory
        && worker.gpusFree() >= gpus;
  }

  /** Returns whether the limit on all cores leaves none for a single executor. */
  boolean exceedsLimit() {
    return coresInAll.isPresent() && coresInAll.getAsInt() < cores.orElse(1);
  }

  /** Returns the request in words, such as {@code 4 cores, 1024 MiB and 1 GPU}. */
  String description() {
    String cpu =
        cores.isEmpty()
            ? "all free cores of a Worker"
            : ClusterState.number(cores.getAsInt(), "core", "cores");
    return gpus == 0
        ? "%s and %d MiB".formatted(cpu, memory)
        : "%s, %d MiB and %s".formatted(cpu, memory, ClusterState.number(gpus, "GPU", "GPUs"));
  }
}
