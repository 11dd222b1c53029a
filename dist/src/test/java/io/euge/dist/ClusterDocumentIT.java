package io.euge.dist;

import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of docs/clusters.md with Spark's own Master, Worker and spark-submit. */
class ClusterDocumentIT {
  private static final Path HOME =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path spark;

  @Test
  void theWayFromAPlanToAJob() throws Exception {
    spark = Files.createDirectories(folder.resolve("spark/conf")).getParent();
    SparkHome.linkJars(spark, SparkHome.jars());
    int port = StandaloneCluster.freePort();
    SparkHome.complete(spark, port, "");
    Files.createSymbolicLink(folder.resolve("euge"), HOME.resolve("euge"));
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("videos")).resolve("highway.mp4"), Shared.highway());
    String text =
        Files.readString(HOME.resolve("docs/clusters.md"))
            .replace("spark://head:7077", "spark://127.0.0.1:" + port);
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME",
            spark.toString(),
            "model",
            Shared.model("yolo-fastest-1.1-xl.cfg").toString());
    new TypedDocument(text, folder, environment, 300).printedWhatIsShown(4);
  }

  @AfterEach
  void endWhatWasStarted() throws IOException {
    RecordedProcesses.end(spark.resolve("pids"));
  }
}
