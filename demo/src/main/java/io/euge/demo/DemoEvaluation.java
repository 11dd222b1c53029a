package io.euge.demo;

import io.euge.cli.table.DetectionRow;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.Image;
import io.euge.evaluation.Rules;
import io.euge.evaluation.Score;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the detections of the clips with ground truth.
 *
 * @param overall scores over all clips
 * @param clips in their order
 */
record DemoEvaluation(Evaluation overall, List<OfClip> clips) {
  DemoEvaluation {
    clips = List.copyOf(clips);
  }

  /**
   * The scores of one clip.
   *
   * @param found vehicles in view as detected: the mean over the frames of each second; ignored
   *     detections do not count
   * @param there vehicles in view that should be found: the mean over the frames of each second
   * @param busiest index of the frame with the most vehicles that should be found
   */
  record OfClip(
      VideoGroundTruth truth,
      Evaluation evaluation,
      List<Double> found,
      List<Double> there,
      int busiest) {
    OfClip {
      found = List.copyOf(found);
      there = List.copyOf(there);
    }
  }

  /**
   * Evaluates the detections of a job.
   *
   * @param found the rows of all frames of all clips
   * @throws IllegalStateException if there is not exactly one row for each frame of the ground
   *     truth
   */
  static DemoEvaluation of(List<VideoGroundTruth> truths, List<DetectionRow> found) {
    Map<String, Map<Long, DetectionRow>> byVideo = new HashMap<>();
    for (DetectionRow frame : found) {
      byVideo.computeIfAbsent(frame.name(), video -> new HashMap<>()).put(frame.frame(), frame);
    }
    int frames = truths.stream().mapToInt(truth -> truth.frames().size()).sum();
    if (frames != found.size()) {
      throw new IllegalStateException(found.size() + " frames in the table, not " + frames);
    }
    List<OfClip> clips = new ArrayList<>();
    // Sorted by name, as in euge evaluate: among equal confidences the first detection counts
    // first.
    Map<String, List<Image>> all = new TreeMap<>();
    for (VideoGroundTruth truth : truths) {
      List<Image> images = images(truth, byVideo.getOrDefault(truth.video(), Map.of()));
      clips.add(clip(truth, images));
      all.put(truth.video(), images);
    }
    return new DemoEvaluation(
        Evaluation.of(all.values().stream().flatMap(List::stream).toList(), Rules.STANDARD), clips);
  }

  private static List<Image> images(VideoGroundTruth truth, Map<Long, DetectionRow> found) {
    List<Image> images = new ArrayList<>();
    for (VideoGroundTruth.Frame frame : truth.frames()) {
      DetectionRow row = found.get((long) frame.frame());
      if (row == null) {
        throw new IllegalStateException(
            "No row for frame " + frame.frame() + " of " + truth.video());
      }
      images.add(
          IgnoreThresholds.STANDARD.image(frame.objects(), truth.height(), row.detections()));
    }
    return images;
  }

  private static OfClip clip(VideoGroundTruth truth, List<Image> images) {
    List<Double> found = new ArrayList<>();
    List<Double> there = new ArrayList<>();
    int busiest = 0;
    int most = -1;
    for (int from = 0; from < images.size(); from += truth.rate()) {
      int to = Math.min(images.size(), from + truth.rate());
      double foundThen = 0;
      double thereThen = 0;
      for (int i = from; i < to; i++) {
        Score score = Evaluation.of(List.of(images.get(i)), Rules.STANDARD).overall();
        foundThen += score.found() + score.wrong();
        thereThen += score.truths();
        if (score.truths() > most) {
          most = score.truths();
          busiest = i;
        }
      }
      found.add(foundThen / (to - from));
      there.add(thereThen / (to - from));
    }
    return new OfClip(truth, Evaluation.of(images, Rules.STANDARD), found, there, busiest);
  }
}
