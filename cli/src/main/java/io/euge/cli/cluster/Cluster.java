package io.euge.cli.cluster;

import io.euge.EugeException;
import io.euge.OptionException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** The cluster of {@code --master}, as far as it can be queried. */
public final class Cluster {
  private final String master;
  private final List<StandaloneMaster> masters;

  private Cluster(String master, List<StandaloneMaster> masters) {
    this.master = master;
    this.masters = masters;
  }

  /**
   * Returns the cluster at an address. For a standalone cluster, checks that its Master responds;
   * other clusters are contacted only by Spark.
   *
   * @param master value of {@code --master}
   * @param conf of the application
   * @throws OptionException if it starts like a Master's address and is invalid
   * @throws EugeException if no Master responds
   */
  public static Cluster connect(String master, SparkConf conf) {
    if (!master.startsWith(StandaloneMaster.SCHEME)) {
      return new Cluster(master, List.of());
    }
    List<StandaloneMaster> masters = StandaloneMaster.of(master);
    StandaloneMaster.requireOne(masters, conf);
    return new Cluster(master, masters);
  }

  /** Returns why an application has no executor, as far as known, and the remedy. */
  String shortage(ExecutorRequest request, SparkContext spark) {
    if (masters.isEmpty()) {
      return "%s shows what is free: see application %s there"
          .formatted(
              master.startsWith("yarn") ? "the ResourceManager's page" : "the cluster " + master,
              spark.applicationId());
    }
    String failure = "";
    for (StandaloneMaster one : masters) {
      try {
        String page = one.page(spark.getConf());
        ClusterState state = StandaloneMaster.state(page);
        if (state.active()) {
          return new ExecutorShortage(spark.applicationId(), driver(spark), one.toString(), page)
              .explain(request, state);
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        failure = ": " + e.getMessage();
      }
    }
    return "no active Master of " + master + " reports its state" + failure;
  }

  private static String driver(SparkContext spark) {
    SparkConf conf = spark.getConf();
    return conf.get("spark.driver.host", "") + ":" + conf.get("spark.driver.port", "");
  }
}
