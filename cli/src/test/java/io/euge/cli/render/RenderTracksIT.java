package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.ClipWriter;
import io.euge.video.decode.VideoReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge render --tracks} of many videos, with Spark. */
class RenderTracksIT {
  @TempDir Path folder;

  @Test
  void theVideosOfAFolderAreRenderedEachWithItsTracks() throws Exception {
    Path videos = Files.createDirectory(folder.resolve("videos"));
    for (String name : List.of("north", "south", "empty")) {
      new ClipWriter().size(64, 48).frames(5).write(videos.resolve(name + ".mp4"));
    }
    Path table =
        Files.write(
            folder.resolve("tracks.csv"),
            List.of(
                "video,camera,time,track,frame,seconds,label,confidence,x,y,width,height,frameWidth,frameHeight,observed",
                "file:/old/south.mp4,,,1,4,0.16,car,0.9,4,4,20,20,64,48,true",
                "file:" + videos.resolve("north.mp4") + ",,,1,1,0.04,car,0.9,4,4,20,20,64,48,true",
                "file:/old/south.mp4,,,1,0,0.0,car,0.9,14,4,20,20,64,48,true"));
    Path output = folder.resolve("rendered");
    String[] words = {
      "render",
      videos.toString(),
      "--tracks",
      table.toString(),
      "--output",
      output.toString(),
      "--master",
      "local[2]"
    };
    CommandRun run = CommandRun.of(words);
    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.out())
        .startsWith("2 of 3 videos, 10 frames, 6 boxes drawn\nwritten to ")
        .contains("empty.mp4: The table ", "has no video empty.mp4, but north.mp4, south.mp4");
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("north.mp4", "south.mp4");
    assertThat(VideoReader.probe(output.resolve("south.mp4")).frames()).isEqualTo(5);

    CommandRun again = CommandRun.of(words);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("already exists: give another --output or --overwrite");
  }
}
