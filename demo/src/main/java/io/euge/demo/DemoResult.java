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
 * The result of a demo, as written to {@code demo.json}.
 *
 * @param seconds of the whole command
 * @param reusedClips number of clips that an earlier demo created
 * @param tasks number of concurrent tasks
 * @param runs of the job, with a shared model and with private copies
 * @param sameDetections always true: if the detections differ, the demo fails without a result
 * @param large runs of the same job with a large, randomly initialized network, for time and memory
 *     only
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
   * The scores of a class in a form that JSON can represent; a ratio is null if it is undefined.
   *
   * @param there vehicles in all frames that should be found
   * @param found vehicles of these that were found
   * @param wrong detections that match no vehicle
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
   * The results of a clip.
   *
   * @param lanes for each lane's line, the counted crossings and those in the ground truth
   * @param found vehicles in view as detected: the mean over the frames of each second
   * @param there vehicles in view in the ground truth: the mean over the frames of each second
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

  /**
   * Returns the scores in the order of the class indices; classes that no clip contains come last.
   */
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
