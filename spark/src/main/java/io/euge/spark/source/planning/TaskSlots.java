package io.euge.spark.source.planning;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many tasks of an application can run at once. */
public final class TaskSlots {
  private TaskSlots() {}

  /**
   * Returns the number of tasks that can run at once, at least 1. Executors may still be starting,
   * so the cores that were requested count too.
   */
  public static int of(SparkContext context) {
    SparkConf conf = context.conf();
    int requested =
        Math.max(
            conf.getInt("spark.cores.max", 0),
            conf.getInt("spark.executor.instances", 0) * conf.getInt("spark.executor.cores", 1));
    int cores = Math.max(context.defaultParallelism(), requested);
    return Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }
}
