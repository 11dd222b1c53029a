package io.euge.demo.page;

import io.euge.demo.page.Story.Clip;
import io.euge.demo.page.Story.Command;
import io.euge.demo.page.Story.Film;
import io.euge.demo.page.Story.Machine;
import io.euge.demo.page.Story.Network;
import io.euge.demo.page.Story.Picture;
import io.euge.demo.page.Story.Point;
import io.euge.demo.page.Story.Run;
import io.euge.demo.page.Story.Score;
import io.euge.detection.Detection;
import io.euge.inference.sharing.SharingMode;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.AnnotatedVideo;
import io.euge.rendering.FrameAnnotations;
import io.euge.video.DecodeOptions;
import io.euge.video.write.JpegEncoder;
import io.euge.video.write.VideoWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story with invented figures, and with a real video and real pictures of a synthetic road. */
final class Example {
  static final String FILM = "all clips, annotated.mp4";

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int FRAMES = 30;

  private Example() {}

  static Story story(Path folder) {
    List<Picture> pictures = new ArrayList<>();
    film(folder, pictures);
    Score overall = new Score("all", 4012, 3988, 0.9513, 0.9127, 0.8846);
    return new Story(
        Instant.parse("2026-11-22T18:00:00Z"),
        148.2,
        new Machine("Some processor", 2, 25_000_000_000L, List.of("Java 17", "Spark 4.2.0")),
        new Network("demo", "A small network for synthetic scenes.", "416x416", 1_690_000),
        List.of(
            clip("clip-day", "day", List.of(4.2, 5.0, 6.4), List.of(4.5, 5.1, 6.4)),
            clip("clip-night", "night", List.of(2.0, 1.5), List.of(2.5, 2.0, 1.0))),
        0,
        List.of(
            run(SharingMode.TASK, 14.1, 0.84, 687_000_000, 155_000_000, 4),
            run(SharingMode.PROCESS, 12.5, 0.21, 642_000_000, 101_000_000, 1)),
        List.of(
            new Point("yolov3, 248 MB", SharingMode.PROCESS, 4, 1.31, 818_000_000),
            new Point("yolov3, 248 MB", SharingMode.TASK, 4, 4.83, 1_604_000_000)),
        overall,
        List.of(
            new Score("car", 3000, 2980, 0.961, 0.934, 0.921),
            new Score("van", 0, 8, 0, Double.NaN, Double.NaN),
            new Score("truck", 1012, 1000, 0.944, 0.906, 0.893),
            new Score("zebra", 0, 0, Double.NaN, Double.NaN, Double.NaN)),
        pictures,
        Optional.of(new Film(FILM, "All clips after one another.")),
        List.of(new Command("Your own video", "./euge detect VIDEO --model demo\n./euge doctor")),
        List.of("The scenes are made up."));
  }

  private static Clip clip(String name, String condition, List<Double> found, List<Double> there) {
    Score score = new Score(name, 2006, 1994, 0.9444, 0.9027, 0.88);
    return new Clip(
        name,
        condition,
        WIDTH,
        HEIGHT,
        3,
        75,
        846_451,
        score,
        found,
        there,
        List.of(
            new Story.Crossings("lane 0", "towards", 3, name.equals("clip-day") ? 4 : 3),
            new Story.Crossings("lane 1", "away", 1, name.equals("clip-day") ? 0 : 1)));
  }

  private static Run run(
      SharingMode sharing, double seconds, double ready, long peak, long growth, int copies) {
    return new Run(
        sharing, 4, 600, seconds, 1.9 * seconds, ready, peak, growth, copies, 3988, "9f3c1e77a0b2");
  }

  private static void film(Path folder, List<Picture> pictures) {
    Path bare = folder.resolve("bare.mp4");
    int[] pixels = new int[WIDTH * HEIGHT];
    try (VideoWriter writer = new VideoWriter(bare, WIDTH, HEIGHT, 10)) {
      for (int frame = 0; frame < FRAMES; frame++) {
        for (int i = 0; i < pixels.length; i++) {
          int road = Math.abs(i % WIDTH - WIDTH / 2) < i / WIDTH ? 0x404448 : 0x5A7A4C;
          pixels[i] = i / WIDTH < 50 ? 0x9FB8D0 : road;
        }
        writer.write(pixels);
      }
    }
    try (AnnotatedVideo film = new AnnotatedVideo(folder.resolve(FILM));
        AnnotatedFrames frames =
            AnnotatedFrames.open(
                bare,
                DecodeOptions.DEFAULT,
                2,
                (frame, seconds, width, height) ->
                    new FrameAnnotations(found(frame), List.of(), List.of()))) {
      film.add(
          frames,
          now -> {
            if (now.frame() % 10 == 0) {
              Path still = folder.resolve("still-" + now.frame() + ".jpg");
              JpegEncoder.write(now.picture(), 0.85f, still);
              pictures.add(
                  new Picture("Frame " + now.frame() + ".", "A road with two boxes", still));
            }
          });
    }
  }

  private static List<Detection> found(long frame) {
    return List.of(
        new Detection("car", 0, 0.94f, 90 + frame, 80 + frame, 60, 40),
        new Detection("bus", 2, 0.81f, 200, 60 + 2 * frame, 40, 50));
  }
}
