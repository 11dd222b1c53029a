package io.euge.spark.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

class TrackedRowsTest {
  private static final int FRAMES = 200_000;
  private static final int VEHICLES = 10;

  /** Frames after which the vehicles begin again at the top, as others. */
  private static final int PASSAGE = 100;

  @Test
  void aLongVideoIsTrackedInASmallHeap() throws Exception {
    assertThat(run("stream")).containsPattern("19\\d{5} rows, of which are held 0");
  }

  @Test
  void theHeapIsTooSmallForTheVideo() throws Exception {
    assertThat(run("hold")).contains("OutOfMemoryError");
  }

  private static String run(String mode) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                TrackedRowsTest.class.getName(),
                mode)
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Tracks one long video, and holds its rows if the argument says so. */
  public static void main(String[] args) {
    Iterator<Row> rows = new TrackedRows(frames(), TrackSettings.DEFAULT, true);
    List<Row> held = new ArrayList<>();
    int count = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      count++;
      if (args[0].equals("hold")) {
        held.add(row);
      }
    }
    System.out.println(count + " rows, of which are held " + held.size());
  }

  /** Vehicles side by side that drive down the picture. */
  private static Iterator<Row> frames() {
    Seq<String> labels = list(lane -> "car");
    Seq<Double> confidences = list(lane -> 0.9);
    Seq<Double> columns = list(lane -> 100.0 * lane);
    Seq<Double> sizes = list(lane -> 50.0);
    return IntStream.range(0, FRAMES)
        .mapToObj(
            frame ->
                RowFactory.create(
                    "long.mp4",
                    "north",
                    (long) frame,
                    frame / 25.0,
                    null,
                    1_000,
                    700,
                    labels,
                    confidences,
                    columns,
                    list(lane -> 6.0 * (frame % PASSAGE)),
                    sizes,
                    sizes,
                    null))
        .iterator();
  }

  private static <T> Seq<T> list(IntFunction<T> element) {
    return CollectionConverters.asScala(IntStream.range(0, VEHICLES).mapToObj(element).toList())
        .toSeq();
  }
}
