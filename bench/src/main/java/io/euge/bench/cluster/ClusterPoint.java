package io.euge.bench.cluster;

import io.euge.device.placement.Policy;
import java.util.Locale;
import java.util.Objects;

/**
 * One point of the experiment: concurrent jobs on a cluster.
 *
 * @param gpus number of GPUs that the Worker offers; 0 on the CPU
 * @param gpusOfExecutor number of GPUs that Spark assigns to each executor; 0 on the CPU
 * @param jobs number of concurrent jobs
 * @param executors of each job
 * @param tasks number of concurrent tasks of each executor
 * @param shared whether the tasks of an executor share one copy of the model
 * @param mps whether the executors are MPS clients; otherwise they are time-sliced
 * @param policy chooses among the GPUs of an executor
 */
record ClusterPoint(
    int gpus,
    int gpusOfExecutor,
    int jobs,
    int executors,
    int tasks,
    boolean shared,
    boolean mps,
    Policy policy) {
  ClusterPoint {
    Objects.requireNonNull(policy, "policy");
  }

  /** Creates a point whose executors have one GPU each, time-sliced, with shared copies. */
  ClusterPoint(int gpus, int jobs, int executors, int tasks) {
    this(gpus, Math.min(1, gpus), jobs, executors, tasks, true, false, Policy.SPARK);
  }

  /** Returns a job of one executor that has all GPUs, with {@code tasks} tasks for each GPU. */
  static ClusterPoint withAllGpus(int gpus, int tasks, Policy policy) {
    return new ClusterPoint(gpus, gpus, 1, 1, gpus * tasks, true, false, policy);
  }

  ClusterPoint withJobs(int count) {
    return new ClusterPoint(gpus, gpusOfExecutor, count, executors, tasks, shared, mps, policy);
  }

  ClusterPoint withCopies() {
    return new ClusterPoint(gpus, gpusOfExecutor, jobs, executors, tasks, false, mps, policy);
  }

  ClusterPoint withMps(boolean on) {
    return new ClusterPoint(gpus, gpusOfExecutor, jobs, executors, tasks, shared, on, policy);
  }

  ClusterPoint withPolicy(Policy other) {
    return new ClusterPoint(gpus, gpusOfExecutor, jobs, executors, tasks, shared, mps, other);
  }

  /** Returns whether the placement of Euge chooses among several GPUs of an executor. */
  boolean hasChoice() {
    return gpusOfExecutor > 1;
  }

  /** Returns the number of tasks of all jobs. */
  int cores() {
    return jobs * executors * tasks;
  }

  /** Returns the number of executors that share a GPU; at least 1. */
  int slots() {
    int assigned = jobs * executors * gpusOfExecutor;
    return gpus == 0 ? 1 : (assigned + gpus - 1) / gpus;
  }

  /** Returns which GPU a task gets, as text. */
  String assignment() {
    return gpus == 0 ? "-" : hasChoice() ? policy.toString() : "executor";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s of %s x %s, %s%s%s",
        gpus == 0 ? "" : count(gpus, "GPU") + ", ",
        count(jobs, "job"),
        count(executors, "executor"),
        count(tasks, "task"),
        shared ? "shared" : "a copy each",
        mps ? ", MPS" : "",
        hasChoice() ? ", all GPUs in an executor by " + policy : "");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
