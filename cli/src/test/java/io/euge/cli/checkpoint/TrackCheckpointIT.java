package io.euge.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge track --checkpoint} and {@code euge count --checkpoint}. */
class TrackCheckpointIT {
  private static final String LINES =
      """
      {"type": "FeatureCollection", "features": [
       {"type": "Feature", "properties": {"kind": "zone", "name": "yard"},
        "geometry": {"type": "Polygon",
         "coordinates": [[[0, 0], [9999, 0], [9999, 9999], [0, 9999], [0, 0]]]}}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(videos());
    age(Files.copy(Shared.highway(), videos().resolve("a.mp4")));
    age(Files.copy(Shared.highway(), videos().resolve("b.mp4")));
    age(Files.writeString(videos().resolve("none.mp4"), "no video"));
  }

  @Test
  void tracksAndCountsAreThoseOfUndisturbedJobs() throws Exception {
    Path undisturbed = folder.resolve("undisturbed.csv");
    assertThat(run("track", "--output", undisturbed).exit()).isEqualTo(3);

    Path tracks = folder.resolve("tracks.csv");
    try (JobProcess job = start(tracks)) {
      job.awaitCommit(detections(), 0);
      assertThat(job.isRunning()).as(job.said()).isTrue();
    }
    assertThat(tracks).doesNotExist();
    CommandRun resumed = kept("track", "--output", tracks);
    assertThat(resumed.exit()).as(resumed.err()).isEqualTo(3);
    assertThat(resumed.out()).contains(" in 54 frames", "tracks with", "1 of 3 videos is corrupt");
    assertThat(tracks).hasSameTextualContentAs(undisturbed);
    assertThat(Files.readAllLines(tracks)).hasSizeGreaterThan(20);
    for (String beside : List.of("summary", "errors")) {
      assertThat(folder.resolve("tracks." + beside + ".csv"))
          .hasSameTextualContentAs(folder.resolve("undisturbed." + beside + ".csv"));
    }
    assertThat(CommandRun.of("status", checkpoint().toString()).out())
        .contains("all that was there", "done    2 videos, 54 frames", "left    0 videos");

    CommandRun again = kept("track", "--output", tracks, "--tracker", "sort", "--provenance");
    assertThat(again.err()).as("what this job has written it replaces").isEmpty();
    assertThat(again.exit()).as("nothing is bad that was not before").isZero();
    assertThat(again.out()).contains("nothing new", "tracks with");
    assertThat(Files.readAllLines(tracks).get(0))
        .endsWith(",tracker,trackerOptions,trackerVersion");
    assertThat(Files.readAllLines(tracks).get(1)).contains("yolo-fastest-1.1.cfg", ",sort,");

    Path counts = folder.resolve("counts.csv");
    CommandRun counted = count(counts, "--checkpoint", checkpoint(), "--provenance");
    assertThat(counted.exit()).as(counted.err()).isZero();
    assertThat(counted.out()).contains("nothing new", "of 2 videos");
    Path whole = folder.resolve("whole.csv");
    assertThat(count(whole, "--provenance").exit()).isEqualTo(3);
    assertThat(counts)
        .hasSameTextualContentAs(whole)
        .content()
        .contains(",yard,", ",trackerVersion,linesSha256,countVersion", "yolo-fastest-1.1.cfg");
    refused(
        kept("track", "--output", folder.resolve("other"), "--every", "5"),
        1,
        "--every was 10 and is 5");
  }

  @Test
  void whatCannotBeIsRefusedBeforeTheJob() throws Exception {
    Path tracks = Files.writeString(folder.resolve("tracks.csv"), "a letter\n");
    refused(kept("track", "--output", tracks), 1, "already exists", "--overwrite");
    refused(
        CommandRun.of("track", "tracks", "--checkpoint", checkpoint().toString()),
        2,
        "--checkpoint is for detection in videos",
        "--model");
    refused(run("track", "--settle", "1s"), 2, "--settle is for --checkpoint");
    assertThat(checkpoint()).doesNotExist();
  }

  private CommandRun kept(String command, Object... more) {
    List<Object> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--checkpoint", checkpoint()));
    return run(command, all.toArray());
  }

  private CommandRun count(Path output, Object... more) throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.json"), LINES);
    List<Object> all = new ArrayList<>(List.of("--lines", lines, "--output", output));
    all.addAll(List.of(more));
    return run("count", all.toArray());
  }

  private CommandRun run(String command, Object... more) {
    return CommandRun.of(arguments(command, more).toArray(String[]::new));
  }

  private JobProcess start(Path output) throws IOException {
    return JobProcess.start(
        folder.resolve("log.txt"),
        arguments(
            "track",
            "--output",
            output,
            "--checkpoint",
            checkpoint(),
            "--max-seconds-per-trigger",
            "1"));
  }

  private List<String> arguments(String command, Object... more) {
    List<String> all = new ArrayList<>(List.of(command, videos().toString()));
    all.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    all.addAll(List.of("--master", "local[2]"));
    Stream.of(more).map(Object::toString).forEach(all::add);
    if (!all.contains("--every")) {
      all.addAll(List.of("--every", "10"));
    }
    return all;
  }

  private static void refused(CommandRun run, int exit, String... named) {
    assertThat(run.err()).startsWith("euge: ").contains(named).doesNotContain("Exception");
    assertThat(run.errors()).hasSize(1);
    assertThat(run.exit()).isEqualTo(exit);
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
  }

  private Path videos() {
    return folder.resolve("videos");
  }

  private Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  private Path detections() {
    return checkpoint().resolve("detections");
  }
}
