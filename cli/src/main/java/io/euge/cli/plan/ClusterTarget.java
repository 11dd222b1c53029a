package io.euge.cli.plan;

/** What runs a cluster's processes. */
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

  /** Its address as Spark writes it, with a word where the user's own belongs. */
  String master() {
    return master;
  }

  boolean allows(String given) {
    return given.startsWith(
        switch (this) {
          case STANDALONE -> "spark://";
          case YARN -> "yarn";
          case KUBERNETES -> "k8s://";
        });
  }
}
