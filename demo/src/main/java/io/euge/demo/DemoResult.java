package io.euge.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.LabelScore;
import io.euge.evaluation.Score;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.traffic.Kind;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * What a demo came to, as {@code demo.json} has it.
 *
 * @param seconds of all, from the command's start
 * @param reusedClips how many were there already
 * @param tasks at once
 * @param runs of the job, the model shared and not
 * @param sameDetections always true: else there is an error and no result
 * @param large the same job with a large network of randomly initialized weights, for time and
 *     memory alone
 */
record DemoResult(
    double seconds,
    int reusedClips,
    String model,
    int tasks,
    List<Job.Outcome> runs,
    boolean sameDetections,
    String largeModel,
    List<Job.Outcome> large,
    Figures overall,
    List<Figures> classes,
    List<OfClip> clips) {

  /**
   * Figures that JSON can write: null where there was nothing to count.
   *
   * @param there vehicles in all frames that were to be found
   * @param found of these
   * @param wrong detections that fit none
   */
  record Figures(
      String name,
      int there,
      int found,
      int wrong,
      Double precision,
      Double recall,
      Double averagePrecision) {
    static Figures of(String name, Score score, double averagePrecision) {
      return new Figures(
          name,
          score.truths(),
          score.found(),
          score.wrong(),
          orNull(score.precision()),
          orNull(score.recall()),
          orNull(averagePrecision));
    }

    private static Double orNull(double value) {
      return Double.isNaN(value) ? null : Double.valueOf(value);
    }
  }

  /**
   * A clip.
   *
   * @param lanes the vehicles that crossed the line of each lane, as counted and in truth
   * @param found vehicles in view as detected, for each second the mean over its frames
   * @param there in truth, in the same way
   */
  record OfClip(
      String video,
      long seed,
      String conditions,
      int frames,
      List<ClipCounts.OfLane> lanes,
      Figures figures,
      List<Double> found,
      List<Double> there) {
    static OfClip of(DemoEvaluation.OfClip clip, ClipCounts counts) {
      VideoGroundTruth truth = clip.truth();
      return new OfClip(
          truth.video(),
          truth.seed(),
          truth.conditions(),
          truth.frames().size(),
          counts.lanes(),
          overall(clip.evaluation()),
          clip.found(),
          clip.there());
    }
  }

  static Figures overall(Evaluation evaluation) {
    return Figures.of("all", evaluation.overall(), evaluation.map50());
  }

  /** In the order of the classes' numbers; those that no clip shows come last. */
  static List<Figures> classes(Evaluation evaluation) {
    List<String> order = Kind.labels();
    return evaluation.labels().stream()
        .sorted(
            Comparator.comparing(
                label ->
                    order.contains(label.label()) ? order.indexOf(label.label()) : order.size()))
        .map(DemoResult::ofLabel)
        .toList();
  }

  private static Figures ofLabel(LabelScore label) {
    return Figures.of(label.label(), label.score(), label.ap50());
  }

  String json() throws IOException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
  }
}
