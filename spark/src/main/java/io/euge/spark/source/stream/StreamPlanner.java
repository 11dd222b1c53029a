package io.euge.spark.source.stream;

import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.errors.ErrorSink;
import io.euge.spark.errors.ScanErrors;
import io.euge.spark.errors.VideoError;
import io.euge.spark.errors.VideoErrorAccumulator;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.metrics.ScanMetrics;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.ScanPlan;
import io.euge.spark.source.planning.ScanPlanner;
import io.euge.spark.source.planning.VideoSplits;
import io.euge.spark.source.reading.SegmentOutcomes;
import io.euge.spark.source.reading.SegmentOutcomes.Outcome;
import io.euge.spark.storage.HadoopStorage;
import io.euge.video.VideoException.Code;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * Divides the videos of a stream into batches. Which segments a batch reads is written to a log
 * before it is read, so that a batch that is read again, by another driver too, has the same ones.
 */
public final class StreamPlanner {
  private static final Comparator<Recording> OLDEST_FIRST =
      Comparator.comparingLong(Recording::modified).thenComparing(Recording::path);

  /**
   * What one batch reads.
   *
   * @param plan its segments
   * @param number of the batch
   */
  private record Planned(long number, ScanPlan plan, LoggedBatch entry) {}

  private final Clock clock;
  private final SparkSession spark;
  private final ScanPlanner planner;
  private final ReadSettings settings;
  private final BatchLog log;
  private final SettledFiles settled;
  private Backlog backlog = new Backlog();
  private final Map<String, Long> openedIn = new HashMap<>();

  /** Those of which a segment is not known to be read without an error. */
  private final Set<Recording> incomplete = new HashSet<>();

  /** The first batch that this query has read; negative before. */
  private long firstPlanned = -1;

  private Planned last = new Planned(BatchNumber.of(BatchNumber.NONE), null, null);

  /** What the next entry of the log has to note of the batch before. */
  private List<Recording> failed = List.of();

  /** What this query was not permitted to read, and another is to try again. */
  private final Set<FileState> forbidden = new HashSet<>();

  /** A file as it was listed. */
  private record FileState(String path, long bytes, long modified) {
    static FileState of(Recording file) {
      return new FileState(file.path(), file.bytes(), file.modified());
    }
  }

  /** The settled files of a query that ends when it has read what was there at its start. */
  private List<Recording> available;

  /**
   * @param checkpoint the directory that Spark's checkpoint has for this source
   */
  public StreamPlanner(
      SparkSession spark, HadoopStorage storage, ReadSettings settings, String checkpoint) {
    this(spark, storage, settings, checkpoint, Clock.systemUTC());
  }

  StreamPlanner(
      SparkSession spark,
      HadoopStorage storage,
      ReadSettings settings,
      String checkpoint,
      Clock clock) {
    this.clock = clock;
    this.spark = spark;
    this.settings = settings;
    this.settled = new SettledFiles(settings.stream());
    this.planner = new ScanPlanner(spark, storage, settings, RowSelection.ALL);
    this.log = new BatchLog(checkpoint, spark.sessionState().newHadoopConf());
  }

  /** Lists the files now: those that come or are complete later are for another query. */
  public void listAvailable() {
    available = settled();
  }

  /**
   * Lists the new files that are settled. Whether they are is decided now, by what is listed: later
   * the same time of change would seem old enough, whatever was written since.
   */
  private List<Recording> settled() {
    long now = clock.millis();
    return settled.of(planner.list().stream().filter(this::isNew).toList(), now);
  }

  private boolean isNew(Recording file) {
    return backlog.isNew(file) && !forbidden.contains(FileState.of(file));
  }

  /**
   * Plans the batch after an offset and returns its own. If there is nothing to read it returns the
   * same offset, and before the first batch null, as Spark asks for.
   *
   * @param maxFiles the most new files
   */
  public BatchNumber next(Offset start, int maxFiles) {
    long number = BatchNumber.of(start);
    replay(number);
    // A driver that was lost after it had written the entry and before Spark had.
    LoggedBatch entry = log.read(number + 1).orElse(null);
    if (entry == null) {
      backlog.fail(failed);
      // Noted at once, for the planning of many new files may take long.
      entry = failed.isEmpty() ? plan(maxFiles) : LoggedBatch.ofFailures(failed);
      forbid(entry.forbidden());
      if (entry.isEmpty()) {
        return number < 0 ? null : new BatchNumber(number);
      }
      log.compact(number, backlog);
      log.add(number + 1, entry);
    }
    failed = List.of();
    take(number + 1, entry);
    return new BatchNumber(number + 1);
  }

  private LoggedBatch plan(int maxFiles) {
    StreamSettings stream = settings.stream();
    double most = stream.maxSeconds();
    List<VideoSplits> opened = new ArrayList<>();
    VideoErrorAccumulator errors = new VideoErrorAccumulator();
    boolean enough = backlog.isLongerThan(most);
    if (!enough) {
      List<Recording> files = newFiles(maxFiles);
      if (!files.isEmpty()) {
        spark.sparkContext().register(errors);
        opened.addAll(
            withAll(
                files, planner.split(files, ErrorSink.of(settings.errors().tolerant(), errors))));
      }
    }
    Set<String> still = stillForbidden(errors.value());
    if (!still.isEmpty()) {
      forbid(opened.stream().map(VideoSplits::video).filter(video -> still.contains(video.path())));
      opened.removeIf(video -> still.contains(video.video().path()));
      if (opened.isEmpty()) {
        return plan(maxFiles);
      }
    }
    List<VideoError> found =
        errors.value().stream().filter(error -> !still.contains(error.video())).toList();
    return new LoggedBatch(opened, found, backlog.count(opened, most), List.of());
  }

  /** Leaves files to another query, unless they change. */
  private void forbid(Stream<Recording> files) {
    files.map(FileState::of).forEach(forbidden::add);
  }

  /** Returns the videos that were forbidden before and still are: they have their error. */
  private Set<String> stillForbidden(List<VideoError> errors) {
    return errors.stream()
        .filter(error -> error.code() == Code.UNREADABLE)
        .map(VideoError::video)
        .filter(backlog::isForbidden)
        .collect(Collectors.toSet());
  }

  /** Returns the splits in the order of the files, none of those that cannot be opened. */
  private static List<VideoSplits> withAll(List<Recording> files, List<VideoSplits> opened) {
    Set<String> readable = new HashSet<>();
    opened.forEach(video -> readable.add(video.video().path()));
    List<VideoSplits> all = new ArrayList<>(opened);
    files.stream()
        .filter(file -> !readable.contains(file.path()))
        .forEach(file -> all.add(new VideoSplits(file, List.of(), null)));
    return all;
  }

  private List<Recording> newFiles(int most) {
    List<Recording> files = available == null ? settled() : available;
    long oldest =
        StreamSettings.oldest(
            settings.stream().maxFileAgeMillis(), backlog.newest(), clock.millis());
    return files.stream()
        .filter(this::isNew)
        .filter(file -> file.modified() >= oldest)
        .sorted(settings.stream().latestFirst() ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
        .limit(most)
        .toList();
  }

  /**
   * Returns the segments of one batch.
   *
   * @param errors gets the errors of its videos that cannot be opened
   */
  public ScanPlan plan(Offset end, ScanErrors errors) {
    replay(BatchNumber.of(end));
    firstPlanned = firstPlanned < 0 ? BatchNumber.of(end) : firstPlanned;
    List<String> videos = new ArrayList<>();
    last.entry.opened().forEach(video -> videos.add(video.video().path()));
    last.plan.videos().forEach(video -> videos.add(video.video().path()));
    errors.begin(videos);
    last.entry.errors().forEach(errors.sink().errors()::add);
    return last.plan;
  }

  /** Returns the videos of the planned batch that an earlier query was not permitted to open. */
  public Set<String> denied() {
    return last.plan.videos().stream()
        .map(video -> video.video().path())
        .filter(backlog::wasForbidden)
        .collect(Collectors.toSet());
  }

  /**
   * Ends the batch with an offset once it is committed. Returns the videos whose last segment is in
   * it, and of which all was read without an error since this query was started. There are none if
   * no task of the batch ran, as for one that was committed before. The videos that could not be
   * opened are tried again when they change.
   */
  public List<Recording> finish(Offset end, SegmentOutcomes outcomes) {
    long number = BatchNumber.of(end);
    if (last.number != number || firstPlanned < 0 || number < firstPlanned) {
      return List.of();
    }
    List<Recording> denied = unopened(outcomes, Outcome.FORBIDDEN);
    forbid(denied.stream());
    failed =
        Stream.concat(
                unopened(outcomes, Outcome.UNOPENED).stream(),
                denied.stream().map(Recording::withUnknownTime))
            .toList();
    Set<VideoSplits> complete =
        new HashSet<>(outcomes.select(last.plan.videos(), Outcome.COMPLETE));
    last.plan.videos().stream()
        .filter(video -> !complete.contains(video))
        .forEach(video -> incomplete.add(video.video()));
    Set<String> waiting = new HashSet<>();
    backlog.waiting().forEach(video -> waiting.add(video.video().path()));
    return last.plan.videos().stream()
        .map(VideoSplits::video)
        .filter(video -> !waiting.contains(video.path()) && !incomplete.contains(video))
        .filter(video -> openedIn.getOrDefault(video.path(), -1L) >= firstPlanned)
        .toList();
  }

  private List<Recording> unopened(SegmentOutcomes outcomes, Outcome outcome) {
    return outcomes.select(last.plan.videos(), outcome).stream()
        .filter(video -> video.splits().get(0).segment().from() == null)
        .map(VideoSplits::video)
        .toList();
  }

  /** Returns what is known of all videos that were opened so far. */
  public CustomTaskMetric[] metrics() {
    return new CustomTaskMetric[] {
      ScanMetrics.value(ScanMetrics.VIDEOS, backlog.readable()),
      ScanMetrics.value(ScanMetrics.VIDEOS_UNSPLIT, backlog.unsplit()),
      ScanMetrics.value(ScanMetrics.FRAMES_EXPECTED, backlog.rows())
    };
  }

  /** Goes through the log up to a batch. */
  private void replay(long number) {
    if (number < last.number || last.entry == null) {
      BatchLog.Compacted start = log.compacted(number - 1); // The batch may be planned again.
      backlog = start.backlog();
      last = new Planned(start.number(), null, null);
    }
    while (last.number < number) {
      long next = last.number + 1;
      take(next, log.require(next));
    }
  }

  private void take(long number, LoggedBatch entry) {
    entry.opened().forEach(video -> openedIn.put(video.video().path(), number));
    List<VideoSplits> videos = backlog.take(entry);
    last = new Planned(number, new ScanPlan(videos.size(), videos), entry);
  }
}
