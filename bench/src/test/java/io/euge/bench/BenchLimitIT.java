package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.Euge;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the limit is measured in all its parts; how fast the machine is, is no matter of a test. */
class BenchLimitIT {
  @TempDir Path folder;

  @Test
  void theLimitHasEveryPartForOneThreadAndForAll() throws Exception {
    Path clip = new ClipWriter().size(320, 240).frames(40).write(folder.resolve("clip.mp4"));
    String model = Shared.model("yolo-fastest-1.1-xl.cfg").toString();

    JsonNode result =
        new ObjectMapper()
            .readTree(
                printed(
                    "bench limit --json --repeat 1 --passes 1 --threads 2 --model".split(" "),
                    model,
                    clip));

    assertThat(result.get("frames").asInt()).isEqualTo(40);
    assertThat(result.get("results")).hasSize(2);
    for (JsonNode row : result.get("results")) {
      for (String part : new String[] {"inference", "decoding", "together", "additiveBound"}) {
        assertThat(row.get(part).asDouble()).as(part).isPositive();
      }
    }
    assertThat(result.at("/results/1/spark").asDouble()).isPositive();
    assertThat(result.at("/results/1/sparkOfBound").asDouble()).isPositive();
  }

  private static String printed(String[] start, String model, Path video) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String[] args = java.util.Arrays.copyOf(start, start.length + 3);
      args[start.length] = model;
      args[start.length + 1] = "--video";
      args[start.length + 2] = video.toString();
      assertThat(Euge.run(args)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
