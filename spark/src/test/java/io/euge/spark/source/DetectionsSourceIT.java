package io.euge.spark.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.spark.LocalSpark;
import io.euge.spark.executor.ExecutorModels;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source in a real Spark, with a real model on real videos. */
class DetectionsSourceIT {
  @TempDir static Path folder;

  /** Tasks that have started and not ended, killed ones too. */
  private static final AtomicInteger TASKS = new AtomicInteger();

  private static SparkSession spark;

  /** What all ways of running the job are held against. */
  private static List<Row> reference;

  @BeforeAll
  static void start() {
    spark = session(2);
    reference = rows(reader(Map.of()).load(videos()));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingIsLeftButTheRegistrysModels() throws InterruptedException {
    // A task that was killed ends a little after its job, and may lease yet before it does.
    for (int i = 0; i < 100 && (busy() || leases() > 0 || !OpenResources.list().isEmpty()); i++) {
      Thread.sleep(50);
    }
    assertThat(busy()).isFalse();
    assertThat(leases()).isZero();
    assertThat(OpenResources.list()).isEmpty();
  }

  @Test
  void theSchemaIsThatOfTheDesign() {
    assertThat(reader(Map.of()).load(videos()).schema().toDDL())
        .isEqualTo(
            "video STRING NOT NULL,camera STRING,frame BIGINT NOT NULL,seconds DOUBLE NOT NULL,"
                + "time TIMESTAMP,"
                + "width INT NOT NULL,height INT NOT NULL,pixelAspectRatio DOUBLE NOT NULL,"
                + "detections ARRAY<STRUCT<label: STRING NOT NULL, classId: INT NOT NULL,"
                + " confidence: FLOAT NOT NULL, x: FLOAT NOT NULL, y: FLOAT NOT NULL,"
                + " width: FLOAT NOT NULL, height: FLOAT NOT NULL>> NOT NULL,"
                + "provenance STRUCT<model: STRING NOT NULL, modelSha256: STRING NOT NULL,"
                + " version: STRING NOT NULL, options: STRING NOT NULL, videoBytes: BIGINT,"
                + " videoModified: TIMESTAMP> NOT NULL");
  }

  @Test
  void everyFrameHasARowWithItsIndex() {
    for (var video : Map.of(Shared.highway(), 268L, Shared.carDetection(), 377L).entrySet()) {
      List<Row> rows =
          reference.stream()
              .filter(row -> row.getString(0).equals("file:" + video.getKey()))
              .toList();
      assertThat(rows.stream().map(row -> row.getLong(2)))
          .containsExactlyElementsOf(LongStream.range(0, video.getValue()).boxed().toList());
    }
    assertThat(reference.stream().mapToLong(row -> row.getList(8).size()).sum())
        .isGreaterThan(1000);
  }

  @Test
  void aPrivateCopyForEachTaskGivesTheSameToTheBit() {
    assertThat(rows(reader(Map.of("sharing", "task")).load(videos()))).isEqualTo(reference);
  }

  @Test
  void batchesOnAProcessorGiveTheSameToTheBit() {
    assertThat(rows(reader(Map.of("batch", "4")).load(videos()))).isEqualTo(reference);
  }

  @Test
  void segmentsGiveTheSameToTheBit() {
    Dataset<Row> split = reader(Map.of("segment-seconds", "4")).load(videos());
    assertThat(split.javaRDD().getNumPartitions()).isGreaterThan(4);
    assertThat(rows(split)).isEqualTo(reference);
  }

  @Test
  void framesThatAreNotSelectedChangeNothingOfTheOthers() {
    Dataset<Row> some =
        reader(Map.of("segment-seconds", "5", "batch", "4", "prefetch", "2"))
            .load(videos())
            .where("(seconds BETWEEN 7.5 AND 9 OR frame IN (0, 200)) AND video LIKE '%highway%'");
    assertThat(rows(some))
        .isEqualTo(
            reference.stream()
                .filter(row -> row.getString(0).contains("highway"))
                .filter(
                    row ->
                        (row.getDouble(3) >= 7.5 && row.getDouble(3) <= 9)
                            || row.getLong(2) == 0
                            || row.getLong(2) == 200)
                .toList());
  }

  @Test
  void oneTaskAfterTheOtherGivesTheSameToTheBit() {
    spark.stop();
    spark = session(1);
    try {
      assertThat(rows(reader(Map.of()).load(videos()))).isEqualTo(reference);
    } finally {
      spark.stop();
      spark = session(2);
    }
  }

  @Test
  void aModelIsLoadedOnlyForTheColumnThatNeedsIt() {
    SharingStatistics before = statistics();
    Dataset<Row> frames = reader(Map.of()).load(videos());
    assertThat(frames.select("frame").distinct().count()).isEqualTo(377);
    assertThat(frames.count()).isEqualTo(268 + 377);
    assertThat(frames.where(col("seconds").lt(1)).count()).isEqualTo(30 + 13);
    assertThat(spark.read().format("detections").load(videos()).count()).isEqualTo(268 + 377);
    assertThat(statistics()).isEqualTo(before);
  }

  @Test
  void allTasksShareOneCopy() {
    SharingStatistics before = statistics();
    String clip = clips("shared", 6);
    rows(reader(Map.of()).load(clip));
    assertThat(statistics().loads()).isEqualTo(before.loads());
    assertThat(statistics().hits()).isEqualTo(before.hits() + 6);
    assertThat(statistics().copies()).isEqualTo(1);
  }

  @Test
  void inTaskModeEachTaskLoadsItsOwnAndDropsIt() {
    SharingStatistics before = statistics();
    rows(reader(Map.of("sharing", "task")).load(clips("private", 6)));
    assertThat(statistics().loads()).isEqualTo(before.loads() + 6);
    assertThat(statistics().copies()).isEqualTo(before.copies());
    assertThat(statistics().peakCopies()).isBetween(before.copies() + 1, before.copies() + 2);
  }

  @Test
  void sqlCanAskForParts() {
    reader(Map.of("classes", "car,truck"))
        .load(Shared.highway().toString())
        .createOrReplaceTempView("seen");
    try {
      List<Row> counted =
          spark
              .sql(
                  "SELECT d.label, count(*), min(d.confidence) FROM seen"
                      + " LATERAL VIEW explode(detections) AS d"
                      + " WHERE frame % 10 = 0 AND d.confidence > 0.5 GROUP BY 1 ORDER BY 1")
              .collectAsList();
      assertThat(counted).isNotEmpty();
      assertThat(counted).allMatch(row -> List.of("car", "truck").contains(row.getString(0)));
      assertThat(counted).allMatch(row -> row.getFloat(2) > 0.5f);
      assertThat(spark.sql("SELECT detections.label FROM seen WHERE frame = 5").collectAsList())
          .hasSize(1);
    } finally {
      spark.catalog().dropTempView("seen");
    }
  }

  @Test
  void aBrokenVideoFailsTheJobByItsNameAndTheOthersTasksFreeWhatTheyHold() throws Exception {
    Path broken = folder.resolve("broken/cut.avi");
    Files.createDirectories(broken.getParent());
    Path whole = new ClipWriter().frames(60).write(folder.resolve("broken/whole.avi"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    Throwable failure =
        catchThrowable(
            () -> rows(reader(Map.of()).load(broken.getParent().toString(), videos()[0])));
    assertThat(failure).rootCause().isInstanceOf(EugeException.class);
    assertThat(failure).rootCause().hasMessageContaining(broken.toString());
  }

  @Test
  void aJobThatIsCancelledFreesWhatItsTasksHold() throws InterruptedException {
    Thread killer =
        new Thread(
            () -> {
              try {
                while (leases() < 2) {
                  Thread.sleep(5);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              spark.sparkContext().cancelAllJobs();
            });
    killer.start();
    Throwable failure =
        catchThrowable(() -> rows(reader(Map.of("sharing", "task")).load(videos())));
    killer.join();
    assertThat(failure).hasMessageContaining("cancelled");
  }

  @Test
  void aKilledTaskFreesItsLeaseAndTheOtherJobGoesOnUnharmed() throws Exception {
    CompletableFuture<Throwable> killed = new CompletableFuture<>();
    Thread other =
        new Thread(
            () -> {
              spark.sparkContext().setJobGroup("to be killed", "", true);
              killed.complete(
                  catchThrowable(() -> rows(reader(Map.of()).load(clips("long", 1, 2000)))));
            });
    other.start();
    while (leases() < 1) {
      Thread.sleep(5);
    }
    for (int i = 0; i < 100 && !busy(); i++) {
      Thread.sleep(5);
    }
    assertThat(busy()).isTrue();
    Thread killer =
        new Thread(
            () -> {
              try {
                while (leases() < 2) {
                  Thread.sleep(5);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              spark.sparkContext().cancelJobGroup("to be killed");
            });
    killer.start();
    List<Row> unharmed = rows(reader(Map.of()).load(videos()[0]));
    killer.join();
    assertThat(killed.get()).hasMessageContaining("cancelled");
    assertThat(unharmed)
        .isEqualTo(reference.stream().filter(row -> row.getString(0).contains("highway")).toList());
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnyTask() {
    SharingStatistics before = statistics();
    assertThat(refusal(Map.of("classes", "car,dragon")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'dragon'");
    assertThat(refusal(Map.of("confidense", "1", "iou", "2")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'confidence'")
        .hasMessageContaining("iou is '2'");
    assertThat(refusal(Map.of("model", "nowhere.cfg"))).hasMessageContaining("nowhere.cfg");
    assertThat(statistics()).isEqualTo(before);
  }

  @Test
  void aJobWithoutModelSaysSo() {
    Dataset<Row> frames = spark.read().format("detections").load(videos());
    assertThat(euge(catchThrowable(frames::collectAsList)))
        .hasMessageContaining("No model was given");
  }

  @Test
  void settingsOfTheSessionHoldWhereNoOptionIsGiven() {
    spark.conf().set("spark.euge.classes", "bus");
    try {
      List<Row> buses = rows(reader(Map.of()).load(videos()[0]));
      assertThat(buses).hasSize(268);
      assertThat(
              buses.stream()
                  .flatMap(row -> row.<Row>getList(row.fieldIndex("detections")).stream()))
          .allMatch(found -> found.getString(0).equals("bus"));
    } finally {
      spark.conf().unset("spark.euge.classes");
    }
  }

  private static SparkSession session(int cores) {
    SparkSession session = LocalSpark.start(cores);
    TASKS.set(0);
    session
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskStart(SparkListenerTaskStart start) {
                TASKS.incrementAndGet();
              }

              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                TASKS.decrementAndGet();
              }
            });
    return session;
  }

  private static String[] videos() {
    return new String[] {Shared.highway().toString(), Shared.carDetection().toString()};
  }

  private static DataFrameReader reader(Map<String, String> options) {
    return spark
        .read()
        .format("detections")
        .option("model", Shared.model("yolo-fastest-1.1.cfg").toString())
        .options(options);
  }

  private static List<Row> rows(Dataset<Row> frames) {
    // Not sorted by Spark, which would read the videos once more to find the ranges.
    return frames.collectAsList().stream()
        .sorted(
            Comparator.<Row, String>comparing(row -> row.getString(0))
                .thenComparing(row -> row.getLong(2)))
        .toList();
  }

  private static String clips(String name, int count) {
    return clips(name, count, 3);
  }

  private static String clips(String name, int count, int frames) {
    Path clips = folder.resolve(name);
    for (int i = 0; i < count; i++) {
      new ClipWriter().frames(frames).write(folder(clips).resolve(i + ".mp4"));
    }
    return clips.toString();
  }

  private static Path folder(Path path) {
    path.toFile().mkdirs();
    return path;
  }

  private static Throwable refusal(Map<String, String> options) {
    return euge(catchThrowable(() -> rows(reader(options).load(videos()))));
  }

  /** The error meant for the user, however deep Spark has wrapped it. */
  private static Throwable euge(Throwable failure) {
    Throwable at = failure;
    while (at != null && !(at instanceof EugeException)) {
      at = at.getCause();
    }
    assertThat(at).as("cause of %s", failure).isNotNull();
    return at;
  }

  private static SharingStatistics statistics() {
    return ExecutorModels.ofThisProcess().registry().statistics();
  }

  /** Whether Spark still runs a task, as far as its listeners have been told. */
  private static boolean busy() {
    return TASKS.get() > 0;
  }

  private static int leases() {
    return statistics().leases();
  }
}
