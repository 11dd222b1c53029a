package io.euge.spark.metrics;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.util.Utils;

/**
 * The metrics of a scan, which Spark shows in its SQL tab and sends to listeners. Each has one
 * name, in the plan and in Spark's events. Spark instantiates the metrics by class name to
 * aggregate them, so each is a public class with a constructor without arguments.
 */
public final class ScanMetrics {
  /** Videos the scan reads; known when it is planned. */
  public static final String VIDEOS = "videos";

  /** Long videos that could not be split; known when the scan is planned. */
  public static final String VIDEOS_UNSPLIT = "long videos that could not be split";

  /**
   * Estimated rows by what the containers declare, known when the scan is planned; 0 if unknown.
   */
  public static final String FRAMES_EXPECTED = "frames expected";

  /** The maximum number of model copies in a process at once, as seen by its tasks. */
  public static final String MODEL_COPIES = "model copies in memory";

  /**
   * The maximum number of bytes that a process's models took on their devices, seen by its tasks.
   */
  public static final String MODEL_MEMORY = "memory of models";

  /** Bytes of videos that the tasks fetched, without those fetched for planning. */
  public static final String BYTES_READ = "bytes of videos read";

  /**
   * Milliseconds of the recordings' own time in the segments that the tasks read, up to where they
   * stopped, whichever frames of them were taken.
   */
  public static final String RECORDED = "recorded time of videos read";

  /** A property of the job that plans a scan: how many videos it opens. */
  public static final String PLANNING = "euge.planning";

  /** An accumulator of that job: how many it has opened. */
  public static final String VIDEOS_PLANNED = "videos planned";

  private ScanMetrics() {}

  public static CustomMetric[] all() {
    CustomMetric[] counts = {
      new Videos(),
      new VideosUnsplit(),
      new FramesExpected(),
      new ModelCopies(),
      new ModelMemory(),
      new BytesRead(),
      new Recorded()
    };
    return Stream.of(counts, TimeMetrics.all())
        .flatMap(Arrays::stream)
        .toArray(CustomMetric[]::new);
  }

  public static CustomTaskMetric value(String name, long value) {
    return new Value(name, value);
  }

  /** Returns the value of one metric for two readings of the same task. */
  public static long merge(String name, long a, long b) {
    return name.equals(MODEL_COPIES) || name.equals(MODEL_MEMORY) ? Math.max(a, b) : a + b;
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  /** See {@link #VIDEOS}. */
  public static final class Videos extends CustomSumMetric {
    @Override
    public String name() {
      return VIDEOS;
    }

    @Override
    public String description() {
      return VIDEOS;
    }
  }

  /** See {@link #VIDEOS_UNSPLIT}. */
  public static final class VideosUnsplit extends CustomSumMetric {
    @Override
    public String name() {
      return VIDEOS_UNSPLIT;
    }

    @Override
    public String description() {
      return VIDEOS_UNSPLIT;
    }
  }

  /** See {@link #FRAMES_EXPECTED}. */
  public static final class FramesExpected extends CustomSumMetric {
    @Override
    public String name() {
      return FRAMES_EXPECTED;
    }

    @Override
    public String description() {
      return FRAMES_EXPECTED;
    }
  }

  /** See {@link #MODEL_COPIES}. */
  public static final class ModelCopies implements CustomMetric {
    @Override
    public String name() {
      return MODEL_COPIES;
    }

    @Override
    public String description() {
      return MODEL_COPIES;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Arrays.stream(values).max().orElse(0) + " in a process";
    }
  }

  /** See {@link #MODEL_MEMORY}. */
  public static final class ModelMemory implements CustomMetric {
    @Override
    public String name() {
      return MODEL_MEMORY;
    }

    @Override
    public String description() {
      return MODEL_MEMORY;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Utils.bytesToString(Arrays.stream(values).max().orElse(0)) + " in a process";
    }
  }

  /** See {@link #RECORDED}. */
  public static final class Recorded implements CustomMetric {
    @Override
    public String name() {
      return RECORDED;
    }

    @Override
    public String description() {
      return RECORDED;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Utils.msDurationToString(Arrays.stream(values).sum());
    }
  }

  /** See {@link #BYTES_READ}. */
  public static final class BytesRead implements CustomMetric {
    @Override
    public String name() {
      return BYTES_READ;
    }

    @Override
    public String description() {
      return BYTES_READ;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Utils.bytesToString(Arrays.stream(values).sum());
    }
  }
}
