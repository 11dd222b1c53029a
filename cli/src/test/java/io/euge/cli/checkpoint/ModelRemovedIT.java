package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is removed while a resumable job runs. */
class ModelRemovedIT {
  private static final int FRAMES = 1500;

  @TempDir Path folder;

  @Test
  void theJobStopsWithTheReasonAndGoesOnWhenTheModelIsBack() throws Exception {
    Path video = new ClipWriter().frames(FRAMES).write(folder.resolve("long.mp4"));
    Files.setLastModifiedTime(video, FileTime.from(Instant.now().minusSeconds(100)));
    Path model = copyModel();
    try (JobProcess job = start(video, model, "1")) {
      job.awaitCommit(folder.resolve("table"), 1);
      Files.move(model, folder.resolve("away"));
      assertThat(job.exit()).as(job.said()).isEqualTo(1);
      assertThat(job.said())
          .contains("euge: Cannot use '%s' as a model, there is no such file".formatted(model));
    }
    Files.move(folder.resolve("away"), model);
    try (JobProcess job = start(video, model, "900")) {
      assertThat(job.exit()).as(job.said()).isZero();
      assertThat(job.said()).contains("in %,d frames".formatted(FRAMES / 5));
    }
  }

  private Path copyModel() throws IOException {
    for (String part : List.of("yolo-fastest-1.1.weights", "coco.names")) {
      Files.copy(Shared.model(part), folder.resolve(part));
    }
    String graph = "yolo-fastest-1.1.cfg";
    return Files.copy(Shared.model(graph), folder.resolve(graph));
  }

  private JobProcess start(Path video, Path model, String secondsOfABatch) throws IOException {
    List<String> command = new ArrayList<>(List.of("detect", video.toString()));
    command.addAll(List.of("--model", model.toString(), "--every", "5"));
    command.addAll(List.of("--output", folder.resolve("table").toString()));
    command.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString()));
    command.addAll(List.of("--segment-seconds", "1"));
    command.addAll(List.of("--max-seconds-per-trigger", secondsOfABatch));
    return JobProcess.start(
        folder.resolve("log"), command, "EUGE_CACHE", folder.resolve("cache").toString());
  }
}
