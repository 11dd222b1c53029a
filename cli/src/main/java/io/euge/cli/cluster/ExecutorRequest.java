package io.euge.cli.cluster;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * The executors that a job requests from its cluster; all have the same size.
 *
 * @param cores per executor; empty if a standalone cluster assigns all free cores of a Worker
 * @param memory heap per executor in MiB
 * @param gpus per executor
 * @param coresInAll maximum number of cores of all executors; empty without a limit
 */
record ExecutorRequest(OptionalInt cores, long memory, int gpus, OptionalInt coresInAll) {
  private static final String CORES = "spark.executor.cores";
  private static final String CORES_IN_ALL = "spark.cores.max";

  /** Returns the request of an application with this configuration. */
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

  /** Returns whether an idle Worker could run one executor. */
  boolean fits(ClusterState.Worker worker) {
    return worker.cores() >= cores.orElse(1) && worker.memory() >= memory && worker.gpus() >= gpus;
  }

  /** Returns whether a Worker can run one executor now. */
  boolean fitsFree(ClusterState.Worker worker) {
    return worker.coresFree() >= cores.orElse(1)
        && worker.memoryFree() >= memory
        && worker.gpusFree() >= gpus;
  }

  /** Returns whether one executor needs more cores than the limit on all cores allows. */
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
