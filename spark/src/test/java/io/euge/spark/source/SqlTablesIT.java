package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and views of videos in Spark SQL's own catalog. */
class SqlTablesIT {
  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path videos;

  @BeforeAll
  static void start() throws Exception {
    spark =
        LocalSpark.builder(2)
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate();
    videos = Files.createDirectories(folder.resolve("with space/[ü]"));
    for (String name : List.of("a", "b", "c")) {
      new ClipWriter().gop(10, 0).frames(20).write(videos.resolve(name + ".mp4"));
    }
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void dropAll() throws InterruptedException {
    for (Row table : spark.sql("SHOW TABLES").collectAsList()) {
      boolean view = table.getBoolean(2);
      sql("DROP %s %s", view ? "VIEW" : "TABLE", table.getString(1));
    }
    OpenResources.assertNone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"detections", "video", "io.euge.spark.source.VideoProvider"})
  void aTableGivesTheFramesOfItsPath(String source) {
    sql("CREATE TABLE o USING %s OPTIONS (path '%s')", source, videos);
    sql("CREATE TABLE l USING %s LOCATION '%s'", source, videos);
    for (String table : List.of("o", "l")) {
      assertThat(count(spark.table(table))).isEqualTo(60);
      assertThat(count(spark.read().table(table))).isEqualTo(60);
      assertThat(sql("SELECT DISTINCT video FROM %s WHERE frame < 5", table)).hasSize(3);
    }
  }

  @Test
  void optionsOfATableHoldInAnyCaseUnlessTheScanHasOthers() {
    sql("CREATE TABLE t USING video OPTIONS (path '%s', Every 5, 'ON-ERROR' 'skip')", videos);
    assertThat(count(spark.table("t"))).isEqualTo(12);
    assertThat(count(spark.read().option("every", 10).table("t"))).isEqualTo(6);
    assertThat(count(spark.read().option("keyframes", true).table("t"))).isEqualTo(6);
    assertThat(sql("SELECT count(*) FROM t WITH (every = 20)").get(0).getLong(0)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s/{a,b,c}.mp4", "%s/*.mp4"})
  void aPathMayBeAGlob(String pattern) throws Exception {
    // Brackets are part of a glob, unless a file or directory has that very name.
    Path plain = Files.createDirectories(folder.resolve("plain"));
    for (String name : List.of("a.mp4", "b.mp4", "c.mp4")) {
      if (Files.notExists(plain.resolve(name))) {
        Files.copy(videos.resolve(name), plain.resolve(name));
      }
    }
    sql("CREATE TABLE t USING video LOCATION '%s'", pattern.formatted(plain));
    assertThat(count(spark.table("t"))).isEqualTo(60);
  }

  @Test
  void severalPathsAreAJsonArray() {
    sql("CREATE TABLE t USING video OPTIONS (paths '[\"%s/a.mp4\", \"%1$s/c.mp4\"]')", videos);
    assertThat(count(spark.table("t"))).isEqualTo(40);
    for (String wrong : List.of("a.mp4", "null", "[null]", "{}")) {
      assertThatThrownBy(() -> sql("CREATE TABLE w USING video OPTIONS (paths '%s')", wrong))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("paths is '" + wrong + "': give a JSON array of paths");
    }
  }

  @Test
  void optionsAreCheckedWhenATableOrViewIsCreated() {
    for (String kind : List.of("TABLE", "TEMPORARY VIEW")) {
      for (String columns : List.of("", "(video STRING)")) {
        String create = "CREATE " + kind + " w " + columns + " USING detections";
        assertThatThrownBy(() -> sql(create))
            .isInstanceOf(OptionException.class)
            .hasMessageContaining("no path was given");
        assertThatThrownBy(() -> sql(create + " OPTIONS (path '%s', evry 5)", videos))
            .isInstanceOf(OptionException.class)
            .hasMessageContaining("no option 'evry'; did you mean 'every'?");
        assertThatThrownBy(() -> sql(create + " OPTIONS (path '%s', confidence 'x')", videos))
            .isInstanceOf(OptionException.class)
            .hasMessageContaining("confidence is 'x'");
      }
    }
    assertThat(spark.sql("SHOW TABLES").count()).isZero();
  }

  @Test
  void aStatementThatShowCreateTableGivesCreatesTheSameTable() {
    for (String source : List.of("detections", "video")) {
      sql(
          "CREATE TABLE t USING %s OPTIONS (Every 5) LOCATION '%s' COMMENT 'it''s' TBLPROPERTIES (a 'b')",
          source, videos);
      String statement = sql("SHOW CREATE TABLE t").get(0).getString(0);
      assertThat(statement).contains("'Every' = '5'", "'a' = 'b'").doesNotContain("external");
      String before = sql("DESCRIBE EXTENDED t").toString();
      sql("DROP TABLE t");
      spark.sql(statement);
      assertThat(sql("SHOW CREATE TABLE t").get(0).getString(0)).isEqualTo(statement);
      // Spark names the collation that strings have anyway.
      assertThat(sql("DESCRIBE EXTENDED t").toString().replace(" collate UTF8_BINARY", ""))
          .isEqualTo(before);
      assertThat(count(spark.table("t"))).isEqualTo(12);
      sql("DROP TABLE t");
    }
  }

  @Test
  void aTableIsDescribedWithItsColumnsPlaceAndOptions() {
    sql(
        "CREATE TABLE t (frame BIGINT COMMENT 'index', video STRING) USING video OPTIONS (every 5) LOCATION '%s' TBLPROPERTIES (a 'b')",
        videos);
    assertThat(sql("DESCRIBE t"))
        .extracting(Row::toString)
        .containsExactly("[frame,bigint,index]", "[video,string,null]");
    assertThat(sql("DESCRIBE EXTENDED t"))
        .extracting(Row::toString)
        .contains("[Type,EXTERNAL,]", "[Location,file:" + videos + ",]", "[Provider,video,]");
    assertThat(sql("SHOW TBLPROPERTIES t"))
        .extracting(Row::toString)
        .contains("[a,b]", "[option.every,5]")
        .doesNotContain("[every,5]");
  }

  @Test
  void declaredColumnsAreSomeOfTheSources() {
    sql("CREATE TABLE t (frame BIGINT NOT NULL, video STRING) USING video LOCATION '%s'", videos);
    assertThat(sql("SELECT * FROM t WHERE frame = 3 ORDER BY video").get(0))
        .extracting(Row::toString)
        .isEqualTo("[3,file:" + videos + "/a.mp4]");
    sql("CREATE TEMPORARY VIEW v (seconds DOUBLE) USING video OPTIONS (path '%s')", videos);
    assertThat(spark.table("v").columns()).containsExactly("seconds");
    assertThat(
            spark
                .read()
                .schema("frame BIGINT")
                .format("detections")
                .load(videos.toString())
                .count())
        .isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frame INT", "Frame BIGINT", "x INT", "image STRUCT<data: BINARY>"})
  void otherColumnsAreRefusedWhenTheyAreRead(String column) {
    sql("CREATE TABLE t (video STRING, %s) USING video LOCATION '%s'", column, videos);
    assertThatThrownBy(() -> sql("SELECT * FROM t"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot read the column")
        .hasMessageContaining("frame BIGINT NOT NULL");
    assertThatThrownBy(
            () -> spark.read().schema(column).format("video").load(videos.toString()).count())
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot read the column");
    sql("DROP TABLE t");
  }

  @Test
  void aPartitionedTableIsRefusedWhenItIsRead() {
    sql(
        "CREATE TABLE t (video STRING, frame BIGINT) USING video PARTITIONED BY (video) LOCATION '%s'",
        videos);
    assertThatThrownBy(() -> sql("SELECT * FROM t"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("create it without PARTITIONED BY");
  }

  @Test
  void aViewGivesTheFramesOfItsPath() {
    sql("CREATE TEMPORARY VIEW v USING video OPTIONS (path '%s', every 5)", videos);
    assertThat(count(spark.table("v"))).isEqualTo(12);
    sql("CREATE TABLE t USING video LOCATION '%s'", videos);
    sql("CREATE VIEW w AS SELECT video, frame FROM t WHERE frame < 2");
    assertThat(spark.table("w").count()).isEqualTo(6);
    sql("DROP VIEW w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT 'a', 1L",
        "INSERT OVERWRITE t SELECT 'a', 1L",
        "CREATE TABLE n USING video OPTIONS (path 'n') AS SELECT 1 a",
        "TRUNCATE TABLE t",
        "DELETE FROM t WHERE frame = 1",
        "ANALYZE TABLE t COMPUTE STATISTICS"
      })
  void whatWouldChangeATableIsRefusedByAnSqlError(String statement) {
    sql("CREATE TABLE t (video STRING, frame BIGINT) USING video LOCATION '%s'", videos);
    assertThatThrownBy(() -> spark.sql(statement))
        .hasMessageMatching("(?s).*(not support|NOT_SUPPORTED).*");
    assertThat(spark.sql("SHOW TABLES").count()).isEqualTo(1);
    assertThat(videos.toFile().list()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(SaveMode.class)
  void nothingIsSavedInThisFormat(SaveMode mode) {
    for (String source : List.of("detections", "video")) {
      assertThatThrownBy(
              () -> spark.range(3).write().format(source).mode(mode).save(videos.toString()))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("Cannot write to " + source + ": this source only reads videos");
    }
  }

  @Test
  void aTableSeesNewVideosAndLeavesThemWhenItIsDropped() throws Exception {
    Path growing = Files.createDirectories(folder.resolve("growing"));
    sql("CREATE TABLE t USING video LOCATION '%s'", growing);
    assertThatThrownBy(() -> spark.table("t").count())
        .hasMessageContaining("There is no video in file:" + growing);
    Path clip = Files.copy(videos.resolve("a.mp4"), growing.resolve("a.mp4"));
    assertThat(count(spark.table("t"))).isEqualTo(20);
    Files.copy(clip, growing.resolve("b.mp4"));
    sql("REFRESH TABLE t");
    assertThat(count(spark.table("t"))).isEqualTo(40);
    sql("ALTER TABLE t SET LOCATION '%s'", clip);
    assertThat(count(spark.table("t"))).isEqualTo(20);
    sql("DROP TABLE t");
    assertThat(growing.toFile().list()).hasSize(2);
    assertThat(folder.resolve("warehouse/t")).doesNotExist();
  }

  @Test
  void theCatalogOfAProgramCreatesTablesToo() throws Exception {
    spark.catalog().createTable("t", "video", Map.of("path", videos.toString(), "every", "5"));
    assertThat(count(spark.table("t"))).isEqualTo(12);
    assertThat(spark.catalog().listColumns("t").count())
        .isEqualTo(spark.table("t").columns().length);
  }

  private static long count(Dataset<Row> frames) {
    return frames.count();
  }

  @SuppressWarnings("AnnotateFormatMethod") // Its annotation is in a library of its own.
  private static List<Row> sql(String statement, Object... values) {
    return spark.sql(values.length == 0 ? statement : statement.formatted(values)).collectAsList();
  }
}
