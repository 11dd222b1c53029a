package io.euge.spark.metrics;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.util.Utils;

/**
 * The metrics of a scan for the times of its tasks, each in nanoseconds. Those of the parts add up
 * to the time from the opening of a task's reader to the end of the task. As {@link ScanMetrics},
 * each is a public class with a constructor without arguments.
 */
public final class TimeMetrics {
  /** Time in which other threads decoded ahead of the tasks; no part of their time. */
  public static final String AHEAD = "time decoding ahead";

  /** Time in which GPUs were busy with the tasks' frames; no part of their time. */
  public static final String DEVICE = "time GPUs were busy";

  private static final TaskPart[] PARTS = TaskPart.values();
  private static final Map<TaskPart, String> NAMES =
      Arrays.stream(PARTS)
          .collect(
              Collectors.toMap(
                  part -> part,
                  TimeMetrics::nameOf,
                  (a, b) -> a,
                  () -> new EnumMap<>(TaskPart.class)));

  private TimeMetrics() {}

  /** Returns the name of a part's metric. */
  public static String nameOf(TaskPart part) {
    return "time: " + part.label();
  }

  /** Returns the part that a metric of this name has the time of; empty if none. */
  public static Optional<TaskPart> part(String name) {
    return Arrays.stream(PARTS).filter(part -> NAMES.get(part).equals(name)).findFirst();
  }

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new Opening(),
      new Loading(),
      new Fetching(),
      new Decoding(),
      new Scaling(),
      new Waiting(),
      new Inference(),
      new Postprocessing(),
      new Writing(),
      new Other(),
      new Ahead(),
      new Device()
    };
  }

  /** Gives the values of one task to a consumer, by their metrics' names. */
  public static void read(TimeAccount account, ObjLongConsumer<String> metrics) {
    for (TaskPart part : PARTS) {
      metrics.accept(NAMES.get(part), account.nanos(part));
    }
    metrics.accept(AHEAD, account.aheadNanos());
    metrics.accept(DEVICE, account.deviceNanos());
  }

  /** A time of all tasks. */
  private abstract static class Time implements CustomMetric {
    private final String name;

    Time(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return name;
    }

    @Override
    public String aggregateTaskMetrics(long[] values) {
      return Utils.msDurationToString(Arrays.stream(values).sum() / 1_000_000);
    }
  }

  /** See {@link TaskPart#OPENING}. */
  public static final class Opening extends Time {
    public Opening() {
      super(nameOf(TaskPart.OPENING));
    }
  }

  /** See {@link TaskPart#LOADING}. */
  public static final class Loading extends Time {
    public Loading() {
      super(nameOf(TaskPart.LOADING));
    }
  }

  /** See {@link TaskPart#FETCHING}. */
  public static final class Fetching extends Time {
    public Fetching() {
      super(nameOf(TaskPart.FETCHING));
    }
  }

  /** See {@link TaskPart#DECODING}. */
  public static final class Decoding extends Time {
    public Decoding() {
      super(nameOf(TaskPart.DECODING));
    }
  }

  /** See {@link TaskPart#SCALING}. */
  public static final class Scaling extends Time {
    public Scaling() {
      super(nameOf(TaskPart.SCALING));
    }
  }

  /** See {@link TaskPart#WAITING}. */
  public static final class Waiting extends Time {
    public Waiting() {
      super(nameOf(TaskPart.WAITING));
    }
  }

  /** See {@link TaskPart#INFERENCE}. */
  public static final class Inference extends Time {
    public Inference() {
      super(nameOf(TaskPart.INFERENCE));
    }
  }

  /** See {@link TaskPart#POSTPROCESSING}. */
  public static final class Postprocessing extends Time {
    public Postprocessing() {
      super(nameOf(TaskPart.POSTPROCESSING));
    }
  }

  /** See {@link TaskPart#WRITING}. */
  public static final class Writing extends Time {
    public Writing() {
      super(nameOf(TaskPart.WRITING));
    }
  }

  /** See {@link TaskPart#OTHER}. */
  public static final class Other extends Time {
    public Other() {
      super(nameOf(TaskPart.OTHER));
    }
  }

  /** See {@link #AHEAD}. */
  public static final class Ahead extends Time {
    public Ahead() {
      super(AHEAD);
    }
  }

  /** See {@link #DEVICE}. */
  public static final class Device extends Time {
    public Device() {
      super(DEVICE);
    }
  }
}
