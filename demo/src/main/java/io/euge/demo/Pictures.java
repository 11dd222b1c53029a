package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.demo.DemoEvaluation.OfClip;
import io.euge.demo.page.Story;
import io.euge.demo.scenes.Scenes;
import io.euge.detection.Detection;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.Image;
import io.euge.evaluation.Rules;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.FileTree;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.AnnotatedVideo;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackOverlay;
import io.euge.video.DecodeOptions;
import io.euge.video.write.JpegEncoder;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Paints the clips with tracks, counting lines with running counts, and dashed boxes around missed
 * vehicles. The annotated video contains all clips; the still image of a clip is its frame with the
 * most vehicles.
 *
 * @param counts of the clips by name
 * @param drawn called after each frame
 */
record Pictures(
    Scenes clips,
    DemoEvaluation evaluation,
    Map<String, ClipCounts> counts,
    List<DetectionRow> found,
    Runnable drawn) {
  /** Scales the frames up so that labels stay readable. */
  private static final int SCALE = 2;

  private static final float QUALITY = 0.85f;
  private static final int TRAIL_SECONDS = 2;

  /**
   * Writes the annotated video and the still images.
   *
   * @param film an MP4 file
   * @param stills an existing directory
   */
  List<Story.Picture> paint(Path film, Path stills) {
    Map<String, Map<Long, List<Detection>>> sure = new HashMap<>();
    for (DetectionRow frame : found) {
      sure.computeIfAbsent(frame.name(), video -> new HashMap<>())
          .put(frame.frame(), frame.detections().stream().filter(DetectionRow::isSure).toList());
    }
    List<Story.Picture> pictures = new ArrayList<>();
    try (AnnotatedVideo video = new AnnotatedVideo(film)) {
      for (OfClip clip : evaluation.clips()) {
        String name = clip.truth().video();
        Map<Long, List<Detection>> boxes = sure.getOrDefault(name, Map.of());
        try (AnnotatedFrames frames =
            AnnotatedFrames.open(
                clips.folder().resolve(name),
                DecodeOptions.DEFAULT,
                SCALE,
                (frame, seconds, width, height) ->
                    annotations(clip.truth(), frame, boxes.getOrDefault(frame, List.of())))) {
          frames.draw(overlay(clip.truth()));
          video.add(
              frames,
              at -> {
                drawn.run();
                if (at.frame() == clip.busiest()) {
                  pictures.add(still(at, clip.truth(), boxes, stills));
                }
              });
        }
      }
    }
    return pictures;
  }

  private TrackOverlay overlay(VideoGroundTruth truth) {
    ClipCounts of = counts.get(truth.video());
    return new TrackOverlay(
        of.tracks(), of.tracks().labels(), of.layout(), truth.rate(), TRAIL_SECONDS);
  }

  private static FrameAnnotations annotations(
      VideoGroundTruth truth, long frame, List<Detection> found) {
    return new FrameAnnotations(List.of(), missed(truth, frame, found), List.of());
  }

  /**
   * Returns the boxes of the vehicles that should be found and that no detection of their class
   * matches.
   */
  static List<Rectangle2D> missed(VideoGroundTruth truth, long frame, List<Detection> found) {
    List<ObjectGroundTruth> sightings = truth.frames().get((int) frame).objects();
    Image image = IgnoreThresholds.STANDARD.image(sightings, truth.height(), found);
    return Evaluation.missed(image, Rules.STANDARD).stream()
        .<Rectangle2D>map(
            vehicle ->
                new Rectangle2D.Double(vehicle.x(), vehicle.y(), vehicle.width(), vehicle.height()))
        .toList();
  }

  private static Story.Picture still(
      AnnotatedFrames at, VideoGroundTruth truth, Map<Long, List<Detection>> boxes, Path stills) {
    String name = truth.video().replaceFirst("\\.mp4$", "");
    List<Detection> found = boxes.getOrDefault(at.frame(), List.of());
    int missed = missed(truth, at.frame(), found).size();
    Path file = stills.resolve(name + ".jpg");
    JpegEncoder.write(at.picture(), QUALITY, file);
    return new Story.Picture(
        String.format(
            Locale.ROOT,
            "%s at %.2f s, its frame with the most vehicles.%s",
            name,
            at.seconds(),
            missed == 0 ? "" : " Dashed (" + missed + "): missed or found as something else."),
        "A street with vehicles in numbered boxes and a counting line across each lane.",
        file);
  }

  /** Deletes the images of an earlier demo and returns the directory. */
  static Path empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> old;
    try (Stream<Path> entries = Files.list(folder)) {
      old = entries.toList();
    }
    for (Path entry : old) {
      FileTree.delete(entry);
    }
    return folder;
  }
}
