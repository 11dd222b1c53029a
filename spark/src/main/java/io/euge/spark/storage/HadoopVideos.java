package io.euge.spark.storage;

import io.euge.video.VideoSource;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds a video by its Hadoop path, on the driver and on the executors. Hadoop's configuration
 * comes to an executor once for each scan, not with each task.
 */
public record HadoopVideos(Broadcast<SerializableConfiguration> configuration)
    implements Serializable {
  public static HadoopVideos of(SparkSession spark) {
    return new HadoopVideos(
        SerializableConfiguration.broadcast(
            spark.sparkContext(), spark.sessionState().newHadoopConf()));
  }

  public VideoSource at(String path) {
    return new HadoopVideo(path, configuration.value().value());
  }
}
