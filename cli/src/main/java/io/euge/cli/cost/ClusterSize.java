package io.euge.cli.cost;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The number of cores and GPUs of a job's executors.
 *
 * @param gpus that Spark assigned; 0 if it assigns none, as with a local master
 */
public record ClusterSize(int cores, int gpus) {
  private static final String SLOT = "::\\d+$";

  /** Returns the size of the current executors, or of this process with a local master. */
  public static ClusterSize of(SparkSession spark) {
    int cores = 0;
    Set<String> gpus = new HashSet<>();
    for (ExecutorSummary executor :
        CollectionConverters.asJava(spark.sparkContext().statusStore().executorList(true))) {
      cores += executor.totalCores();
      String host = executor.hostPort().replaceAll(":\\d+$", "");
      ResourceInformation assigned = CollectionConverters.asJava(executor.resources()).get("gpu");
      if (assigned != null) {
        for (String address : assigned.addresses()) {
          gpus.add(gpu(host, address));
        }
      }
    }
    return new ClusterSize(cores, gpus.size());
  }

  /** Returns a unique name of a GPU; several executors may have slots on the same GPU. */
  static String gpu(String host, String address) {
    return host + " " + address.replaceAll(SLOT, "");
  }
}
