package io.euge.spark.ui;

import org.apache.spark.SparkConf;
import scala.Tuple2;

/** A configuration by which the pages of Spark are on the loopback address only. */
public final class LoopbackConf extends SparkConf {
  public LoopbackConf() {
    super(false);
    set("spark.driver.host", "localhost");
    set("spark.driver.bindAddress", "127.0.0.1");
  }

  @Override
  public String getenv(String name) {
    return name.equals("SPARK_LOCAL_IP") ? "127.0.0.1" : super.getenv(name);
  }

  @Override
  public SparkConf clone() {
    LoopbackConf copy = new LoopbackConf();
    for (Tuple2<String, String> setting : getAll()) {
      copy.set(setting._1(), setting._2());
    }
    return copy;
  }
}
