package io.euge.spark.storage;

import io.euge.spark.recording.Recording;
import io.euge.video.VideoSource;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds a video by its Hadoop path, on the driver and on the executors. Broadcasts Hadoop's
 * configuration, so that an executor fetches it once for each scan and not with each task.
 *
 * @param host where videos are listed
 */
public record HadoopStorage(Broadcast<SerializableConfiguration> configuration, String host)
    implements Serializable {
  private static final String HERE = hostName();

  public static HadoopStorage of(SparkSession spark) {
    return new HadoopStorage(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf())),
        HERE);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /** Returns the video of this Hadoop path; does not open it. */
  public VideoSource video(String path) {
    return new HadoopVideoSource(path, hadoop().value());
  }

  /**
   * Returns a video that must be as it was listed when it is opened; does not open it. On another
   * host a local file may be a copy, which has a time of its own.
   */
  public VideoSource video(Recording listed) {
    HadoopVideoSource any = new HadoopVideoSource(listed.path(), hadoop().value());
    boolean mayBeCopy = !host.equals(HERE) && any.isLocal();
    return any.asListed(mayBeCopy ? listed.withUnknownTime() : listed);
  }

  /**
   * Returns the SHA-256 of a video's file, which each process reads once.
   *
   * @throws io.euge.EugeException if the file cannot be read
   */
  public String sha256(Recording video) {
    return ContentHashes.sha256(video, hadoop().value());
  }

  /** Returns Hadoop's configuration, for another process. */
  public SerializableConfiguration hadoop() {
    return configuration.value();
  }
}
