package io.euge.spark.conf;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Settings by which a stream finds videos and divides them into batches. Options of Spark's own
 * file sources have the same names.
 *
 * @param maxFiles the most new files of a batch; {@link Integer#MAX_VALUE} for no limit
 * @param maxSeconds about how long all segments of a batch are together, so that a long video is in
 *     several batches; infinite for no limit
 * @param latestFirst whether the files that were changed last are read first
 * @param maxFileAge files that were changed so much earlier than the newest one of earlier batches
 *     are left out; null for none, and always if the newest files are read first and others are
 *     left for later batches
 * @param settle how long a file must not have changed before it is read
 * @param archive the directory to which files are moved; null for none
 */
public record StreamSettings(
    int maxFiles,
    double maxSeconds,
    boolean latestFirst,
    Duration maxFileAge,
    Duration settle,
    CleanSource cleanSource,
    String archive)
    implements Serializable {
  /** What is done with a file of which all is read. */
  public enum CleanSource {
    OFF,
    DELETE,
    ARCHIVE
  }

  /** All files in one batch, once they have not changed for half a minute. */
  public static final StreamSettings DEFAULT =
      new StreamSettings(
          Integer.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          false,
          null,
          Duration.ofSeconds(30),
          CleanSource.OFF,
          null);

  /** By so much clocks that are set to one time zone hardly differ. */
  private static final long MOST_AHEAD_MILLIS = Duration.ofMinutes(55).toMillis();

  private static final int MOST_FILES = 1_000_000;
  private static final double MOST_SECONDS = 1e9;

  public static final ConfigEntry<Optional<Integer>> MAX_FILES =
      ConfigEntry.withDefault(
          ConfigGroup.STREAMS,
          "maxFilesPerTrigger",
          ValueType.upTo(MOST_FILES).optional(),
          "no limit",
          Optional::empty,
          "The largest number of new files per batch");

  public static final ConfigEntry<Optional<Double>> MAX_SECONDS =
      ConfigEntry.withDefault(
          ConfigGroup.STREAMS,
          "max-seconds-per-trigger",
          ValueType.number(
                  "a number of seconds above 0, at most 1000000000",
                  seconds -> seconds > 0 && seconds <= MOST_SECONDS)
              .optional(),
          "no limit",
          Optional::empty,
          "About how many seconds of video a batch has; a long video spans several batches");

  public static final ConfigEntry<Boolean> LATEST_FIRST =
      ConfigEntry.of(
          ConfigGroup.STREAMS,
          "latestFirst",
          ValueType.BOOLEAN,
          "false",
          "Read the files in the order of their change, latest first");

  public static final ConfigEntry<Optional<Duration>> MAX_FILE_AGE =
      ConfigEntry.withDefault(
          ConfigGroup.STREAMS,
          "maxFileAge",
          ValueType.time("a time such as 7d", TimeUnit.MILLISECONDS, "36500d").optional(),
          "no limit",
          Optional::empty,
          "Ignore files that were changed this much earlier than the newest one in earlier batches");

  public static final ConfigEntry<Duration> SETTLE =
      ConfigEntry.of(
          ConfigGroup.STREAMS,
          "settle",
          ValueType.time("a time such as 30s", TimeUnit.MILLISECONDS, "36500d"),
          "30s",
          "Postpone files that were changed within this time, as they may be incomplete");

  public static final ConfigEntry<CleanSource> CLEAN_SOURCE =
      ConfigEntry.of(
          ConfigGroup.STREAMS,
          "cleanSource",
          ValueType.choice("archive, delete or off", CleanSource.class),
          "off",
          "What a stream does with a file after the batch with its end is committed");

  public static final ConfigEntry<Optional<String>> ARCHIVE_DIRECTORY =
      ConfigEntry.withDefault(
          ConfigGroup.STREAMS,
          "sourceArchiveDir",
          ValueType.text("a directory").optional(),
          "",
          Optional::empty,
          "The directory to which cleanSource archives files, with their whole paths below it");

  public StreamSettings {
    maxFileAge = latestFirst && maxFiles != Integer.MAX_VALUE ? null : maxFileAge;
  }

  /** Returns the options, in the order of the documentation. */
  static List<ConfigEntry<?>> entries() {
    return List.of(
        MAX_FILES,
        MAX_SECONDS,
        LATEST_FIRST,
        MAX_FILE_AGE,
        SETTLE,
        CLEAN_SOURCE,
        ARCHIVE_DIRECTORY);
  }

  /**
   * Returns whether a file seems to be no longer written. One with a time shortly in the future is
   * perhaps being written to a storage whose clock is ahead. A time far in the future is of another
   * time zone, and says nothing.
   *
   * @param modified in milliseconds since 1970
   * @param now when this modification time was listed
   * @param settle in milliseconds
   */
  public static boolean isSettled(long modified, long now, long settle) {
    long age = now - modified;
    return settle == 0 || age >= settle || -age >= Math.max(settle, MOST_AHEAD_MILLIS);
  }

  /** Returns the greatest age of files in milliseconds; null for none. */
  public Long maxFileAgeMillis() {
    return maxFileAge == null ? null : maxFileAge.toMillis();
  }

  /**
   * Returns the first time of change that {@code maxFileAge} allows, as for Spark's file sources:
   * the first batch may have files of any age. A time in the future, which Spark takes as it is,
   * counts as now, so that one such file does not exclude all others.
   *
   * @param maxFileAgeMillis null for none
   * @param newest the last time of change of the files of earlier batches; 0 if there are none
   */
  public static long oldest(Long maxFileAgeMillis, long newest, long now) {
    return maxFileAgeMillis == null || newest <= 0
        ? Long.MIN_VALUE
        : Math.min(newest, now) - maxFileAgeMillis;
  }

  static StreamSettings of(ConfParser parser) {
    CleanSource clean = parser.value(CLEAN_SOURCE);
    String archive = parser.value(ARCHIVE_DIRECTORY).orElse(null);
    if (clean == CleanSource.ARCHIVE && archive == null) {
      parser.error("cleanSource is 'archive': give sourceArchiveDir, the directory for the files");
    }
    return new StreamSettings(
        parser.value(MAX_FILES).orElse(Integer.MAX_VALUE),
        parser.value(MAX_SECONDS).orElse(Double.POSITIVE_INFINITY),
        parser.value(LATEST_FIRST),
        parser.value(MAX_FILE_AGE).orElse(null),
        parser.value(SETTLE),
        clean,
        archive);
  }
}
