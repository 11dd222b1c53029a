package io.euge.cli.plan;

/** The cluster manager that runs the processes. */
enum ClusterTarget {
  /** Spark's own Master and Workers. */
  STANDALONE("spark://MASTER:7077"),
  /** Hadoop's. */
  YARN("yarn"),
  /** Pods. */
  KUBERNETES("k8s://https://MASTER:6443");

  private final String master;

  ClusterTarget(String master) {
    this.master = master;
  }

  /** Returns the master's address as Spark writes it, with a placeholder for the host. */
  String master() {
    return master;
  }

  /** Returns whether this kind of cluster has such an address. */
  boolean allows(String given) {
    return given.startsWith(
        switch (this) {
          case STANDALONE -> "spark://";
          case YARN -> "yarn";
          case KUBERNETES -> "k8s://";
        });
  }
}
