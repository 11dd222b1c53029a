package io.euge.cli.plan;

/** The cluster manager that runs the processes. */
enum ClusterTarget {
  /** Spark's standalone Master and Workers. */
  STANDALONE("spark://MASTER:7077"),
  /** Hadoop YARN. */
  YARN("yarn"),
  /** Kubernetes pods. */
  KUBERNETES("k8s://https://MASTER:6443");

  private final String master;

  ClusterTarget(String master) {
    this.master = master;
  }

  /** Returns the address of the master in Spark's form, with a placeholder for the host. */
  String master() {
    return master;
  }

  /** Returns whether an address has the form of this kind of cluster. */
  boolean allows(String given) {
    return given.startsWith(
        switch (this) {
          case STANDALONE -> "spark://";
          case YARN -> "yarn";
          case KUBERNETES -> "k8s://";
        });
  }
}
