package io.euge.cli;

import io.euge.file.ScratchFolder;
import io.euge.video.write.VideoWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Runs a small detection from the command to the table, so that the JVM loads the classes that the
 * launcher archives with {@code -XX:ArchiveClassesAtExit}.
 */
final class ClassArchiveTraining {
  private static final int WIDTH = 416;
  private static final int HEIGHT = 256;
  private static final int FRAMES = 30;

  private ClassArchiveTraining() {}

  public static void main(String[] args) throws Exception {
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-classes")) {
      Path video = scratch.path().resolve("video.mp4");
      try (VideoWriter writer = new VideoWriter(video, WIDTH, HEIGHT, FRAMES)) {
        for (int frame = 0; frame < FRAMES; frame++) {
          writer.write(new int[WIDTH * HEIGHT]);
        }
      }
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      String output = scratch.path().resolve("detections").toString();
      Euge.run(nowhere, nowhere, "--help");
      int failed =
          Euge.run(
              nowhere, nowhere, "detect", video.toString(), "--model", "demo", "--output", output);
      if (failed != 0) {
        throw new IllegalStateException("the detection ended with code " + failed);
      }
    }
    // Library threads would keep the JVM running.
    System.exit(0);
  }
}
