package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes counts to a PostgreSQL database as described in docs/operations.md. */
class JdbcCountsIT {
  private static final String LINES =
      """
      {"type": "FeatureCollection", "units": "frame", "features": [
        {"type": "Feature",
         "geometry": {"type": "LineString", "coordinates": [[%s, 1], [%s, 0]]},
         "properties": {"kind": "line", "name": "bridge", "toRight": "east", "toLeft": "west"}}]}
      """;

  /** One car per second drives 300 pixels to the right in 2 seconds. */
  private static final String TRACKS =
      """
      SELECT 'a.mp4' AS video, CAST(null AS string) AS camera,
        timestamp'2026-01-31 12:00:00Z' + make_interval(0, 0, 0, 0, 0, 0, track + step / 10) AS time,
        track, 10 * track + step AS frame, CAST(track + step / 10 AS double) AS seconds,
        'car' AS label, CAST(0.9 AS float) AS confidence, true AS observed,
        CAST(100 + 15 * step AS float) AS x, CAST(100 AS float) AS y,
        CAST(60 AS float) AS width, CAST(40 AS float) AS height,
        640 AS frameWidth, 360 AS frameHeight
      FROM (SELECT explode(sequence(1, 7)) AS track), (SELECT explode(sequence(0, 20)) AS step)
      """;

  private static SparkSession spark;
  private static EmbeddedPostgres database;
  @TempDir static Path folder;

  @BeforeAll
  static void start() throws Exception {
    boolean isRoot = System.getProperty("user.name").equals("root");
    assumeTrue(
        !isRoot || new ProcessBuilder("bash", "-c", "unshare -U true").start().waitFor() == 0,
        "PostgreSQL does not run as root, who cannot change into another user here");
    database =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setOverrideWorkingDirectory(folder.resolve("postgres").toFile())
            .start();
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.plugins", "io.euge.spark.EugePlugin")
            .getOrCreate();
    spark.sql(TRACKS).write().parquet(folder.resolve("tracks").toString());
  }

  @AfterAll
  static void stop() throws IOException {
    if (spark != null) {
      spark.stop();
    }
    if (database != null) {
      database.close();
    }
  }

  @Test
  void countsAreRowsOfATable() throws Exception {
    Dataset<Row> counts = counts(0.5);
    write(counts, "crossings", SaveMode.ErrorIfExists);
    assertThat(
            query(
                "SELECT name, direction, label, \"count\", \"time\" AT TIME ZONE 'UTC' FROM crossings"
                    + " WHERE \"count\" > 0"))
        .containsExactly("bridge|east|car|7|2026-01-31 12:00:00");
    assertThat(spark.read().jdbc(url(), "crossings", new Properties()).collectAsList())
        .containsExactlyInAnyOrderElementsOf(counts.collectAsList());
  }

  @Test
  void countsAreReplacedInOneTransaction() throws Exception {
    write(counts(0.5), "hourly_new", SaveMode.Overwrite);
    execute("CREATE TABLE IF NOT EXISTS hourly (LIKE hourly_new)");
    execute("CREATE VIEW east AS SELECT sum(\"count\") FROM hourly WHERE direction = 'east'");
    execute("BEGIN; DELETE FROM hourly; INSERT INTO hourly SELECT * FROM hourly_new; COMMIT");
    write(counts(0.95), "hourly_new", SaveMode.Overwrite);
    try (Connection writer = database.getPostgresDatabase().getConnection();
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN; DELETE FROM hourly");
      assertThat(query("SELECT * FROM east")).as("seen by others").containsExactly("7");
      statement.execute("INSERT INTO hourly SELECT * FROM hourly_new; COMMIT");
    }
    assertThat(query("SELECT * FROM east")).as("no car reaches the line").containsExactly("0");
  }

  private static Dataset<Row> counts(double across) throws IOException {
    Path lines = Files.createTempFile(folder, "lines", ".json");
    Files.writeString(lines, LINES.formatted(across, across));
    return spark
        .read()
        .format("counts")
        .option("lines", lines.toString())
        .option("interval", "1h")
        .load(folder.resolve("tracks").toString());
  }

  private static void write(Dataset<Row> counts, String table, SaveMode mode) {
    counts.coalesce(1).write().mode(mode).jdbc(url(), table, new Properties());
  }

  private static String url() {
    return database.getJdbcUrl("postgres", "postgres");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(rows.getString(i));
        }
        found.add(String.join("|", cells));
      }
      return found;
    }
  }
}
