package io.euge.cli.evaluate;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.Warnings;
import io.euge.cli.evaluate.tracks.TrackEvaluation;
import io.euge.cli.evaluate.tracks.TrackOptions;
import io.euge.cli.evaluate.tracks.TrackReport;
import io.euge.cli.table.DetectionTable;
import io.euge.detection.Detection;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.Rules;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.tracking.KittiRules;
import io.euge.evaluation.tracking.MotRules;
import io.euge.file.IoReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code euge evaluate}: measures the accuracy of detections and tracks. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    footer = "  euge evaluate detections --truth scenes --classes car,truck,bus",
    description = {
      "Compares detections with the truth, by COCO's rules: average precision, and precision and"
          + " recall at a confidence. Tracks are compared by HOTA, CLEAR and identity metrics.",
      "Videos are matched by their file names, and frames by their index."
    })
public final class EvaluateCommand implements Callable<Integer> {
  /**
   * If the minimum confidence in the table is above this value, missing detections would have
   * changed the result.
   */
  private static final double LOW = 0.05;

  private static final List<String> NOT_FOR_TRACKS =
      List.of(
          "--confidence",
          "--iou",
          "--truth-confidence",
          "--same",
          "--any-class",
          "--first-frame",
          "--coco");

  private static final List<String> ONLY_FOR_TRACKS = List.of("--rules", "--every");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DETECTIONS|TRACKS",
      description =
          "What euge detect --output wrote, or COCO results; for average"
              + " precision detect with --confidence 0.01. Or tracks: a file with MOT text or KITTI"
              + " labels, or a directory with a file VIDEO.txt for each video.")
  private Path detections;

  @Option(
      names = "--truth",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Annotations as COCO JSON or as a directory of YOLO label files, files NAME.truth.json of"
              + " synthetic videos, directories with such files, or what euge detect wrote with"
              + " another model. For tracks: MOT text, KITTI labels, NAME.truth.json, or"
              + " directories with such files or VIDEO/gt/gt.txt.")
  private List<Path> truth;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      defaultValue = "0.25",
      description =
          "Minimum confidence of detections, for precision and recall (default:"
              + " ${DEFAULT-VALUE}).")
  private double confidence;

  @Option(
      names = "--iou",
      paramLabel = "IOU",
      defaultValue = "0.5",
      description =
          "Minimum IoU of a match, for precision and recall (default:" + " ${DEFAULT-VALUE}).")
  private double iou;

  @Option(
      names = "--min-visible",
      paramLabel = "FRACTION",
      defaultValue = "0.3",
      description =
          "Ignore objects of which a smaller fraction is visible (default: ${DEFAULT-VALUE}).")
  private double visible;

  @Option(
      names = "--min-height",
      paramLabel = "FRACTION",
      description =
          "Ignore objects, and detections without a match, that are lower than this fraction of "
              + "the frame height (default: 1/20; 0 for COCO and YOLO annotations).")
  private Double height;

  @Option(
      names = "--truth-confidence",
      paramLabel = "C",
      defaultValue = "0.5",
      description =
          "Minimum confidence of another model's detections that serve as truth (default:"
              + " ${DEFAULT-VALUE}).")
  private double truthConfidence;

  @Option(
      names = "--same",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "LABEL=OTHER,...",
      description =
          "OTHER counts as LABEL, as in car=van,motorcycle=motorbike: for models with other"
              + " labels.")
  private List<String> same = List.of();

  @Option(
      names = "--classes",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "LABEL,...",
      description =
          "The only labels that count, after --same (default: all; of KITTI's tracks car, and"
              + " pedestrian is possible).")
  private List<String> classes = List.of();

  @Option(names = "--any-class", description = "Ignore labels: all objects are of one class.")
  private boolean anyClass;

  @Option(
      names = "--first-frame",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of a video's first frame in the names of annotated images (default:"
              + " ${DEFAULT-VALUE}).")
  private long firstFrame;

  @Option(
      names = "--coco",
      paramLabel = "FILE",
      description =
          "Write the detections as COCO results, with the ids of the COCO JSON in --truth.")
  private Path coco;

  @Option(
      names = "--rules",
      paramLabel = "RULES",
      description =
          "For tracks as MOT text: ${COMPLETION-CANDIDATES}. MOT15 counts all boxes, MOT17 and"
              + " MOT20 pedestrians (default: MOT17 where the truth has several classes).")
  private MotRules rules;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "For tracks: compare every N-th frame, from the first on (default: all).")
  private int every;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How figures are printed: ${COMPLETION-CANDIDATES} (default: text).")
  private ReportFormat format;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    part("--confidence", confidence);
    part("--truth-confidence", truthConfidence);
    part("--min-visible", visible);
    if (height != null) {
      part("--min-height", height);
    }
    part("--iou", iou);
    if (iou == 0) {
      throw new OptionException("--iou is 0: give a number above 0");
    }
    if (coco != null && anyClass) {
      throw new OptionException("--any-class leaves no categories for --coco: give one of them");
    }
    if (every < 1) {
      throw new OptionException("--every is " + every + ": give a whole number of at least 1");
    }
    if (TrackEvaluation.isTracks(detections)) {
      refuse("tracks", NOT_FOR_TRACKS);
      tracks();
    } else {
      refuse("detections", ONLY_FOR_TRACKS);
      detections();
    }
    return 0;
  }

  /** Rejects options that would have no effect. */
  private void refuse(String what, List<String> options) {
    ParseResult parsed = spec.commandLine().getParseResult();
    for (String option : options) {
      if (parsed.hasMatchedOption(option)) {
        throw new OptionException(
            "%s does not apply to %s such as %s: leave it out".formatted(option, what, detections));
      }
    }
  }

  private void tracks() {
    Optional<KittiRules> kitti = classes.isEmpty() ? Optional.empty() : Optional.of(kittiRules());
    double least = height == null ? IgnoreThresholds.STANDARD.height() : height;
    TrackReport report =
        TrackEvaluation.of(
            detections,
            truth,
            new TrackOptions(
                Optional.ofNullable(rules), kitti, new IgnoreThresholds(visible, least), every));
    report.notices().forEach(notice -> Warnings.say(notice, spec));
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> report.print(out);
      case JSON -> out.println(report.json());
      case CSV -> report.csv(out);
    }
    out.flush();
    if (json != null) {
      write(report.json());
    }
  }

  private KittiRules kittiRules() {
    if (classes.size() == 1) {
      for (KittiRules known : KittiRules.values()) {
        if (known.name().equalsIgnoreCase(classes.get(0))) {
          return known;
        }
      }
    }
    throw new OptionException(
        "--classes is %s, and KITTI's tracks are evaluated for car or for pedestrian: give one of them"
            .formatted(String.join(",", classes)));
  }

  private void detections() throws IOException {
    Labels labels = new Labels(same, classes, anyClass);
    boolean results = CocoJson.kind(detections) == CocoJson.Kind.RESULTS;
    CocoDataset dataset = results ? datasetOfResults() : null;
    FramesByVideo<List<Detection>> found =
        results ? CocoResults.read(detections, dataset) : table();
    double annotatedHeight = height == null ? 0 : height;
    Truth there =
        results
            ? GroundTruthReader.ofImages(dataset, annotatedHeight)
            : reader(found, annotatedHeight).read(truth);
    if (coco != null && there.coco().isEmpty()) {
      throw new OptionException(
          "--coco needs the ids of images and categories: give one COCO JSON file as --truth");
    }
    labels.check(allLabels(found, there)).forEach(notice -> Warnings.say(notice, spec));
    Comparison compared = Comparison.of(found, there.frames(), labels);
    Comparison comparison = results ? compared.ofImages() : compared;
    Rules rules = new Rules(confidence, iou, Rules.STANDARD.maxDetections());
    EvaluationReport report =
        new EvaluationReport(comparison, rules, Evaluation.of(comparison.images(), rules));
    notice(comparison, found);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> report.print(out);
      case JSON -> out.println(report.json());
      case CSV -> report.csv(out);
    }
    out.flush();
    if (json != null) {
      write(report.json());
    }
    if (coco != null) {
      long left = CocoResults.write(coco, comparison, there.coco().orElseThrow());
      if (left > 0) {
        Warnings.say(
            left + " detections have classes that the truth lacks and are not in " + coco, spec);
      }
    }
  }

  /** Returns the dataset, which results need because they identify images by its IDs. */
  private CocoDataset datasetOfResults() {
    if (truth.size() != 1 || CocoJson.kind(truth.get(0)) != CocoJson.Kind.DATASET) {
      throw new EugeException(
          "The COCO results %s need the annotations that they are of: give one COCO JSON file as --truth"
              .formatted(detections));
    }
    return CocoDataset.read(truth.get(0));
  }

  private FramesByVideo<List<Detection>> table() {
    FramesByVideo<List<Detection>> found = new FramesByVideo<>(detections.toString());
    DetectionTable table = new DetectionTable(detections);
    boolean lacksEmptyFrames = table.lacksEmptyFrames();
    table.read(
        row -> {
          found.add(row.name(), row.width(), row.height(), row.frame(), row.detections());
          if (lacksEmptyFrames) {
            found.lacksEmptyFrames(row.name());
          }
        });
    return found;
  }

  private GroundTruthReader reader(FramesByVideo<List<Detection>> found, double annotatedHeight) {
    double findable = height == null ? IgnoreThresholds.STANDARD.height() : height;
    return new GroundTruthReader(
        new IgnoreThresholds(visible, findable),
        annotatedHeight,
        truthConfidence,
        firstFrame,
        found);
  }

  private static Set<String> allLabels(FramesByVideo<List<Detection>> found, Truth truth) {
    Set<String> labels = new TreeSet<>(truth.labels());
    found.names().stream()
        .flatMap(name -> found.video(name).orElseThrow().frames().values().stream())
        .flatMap(List::stream)
        .forEach(one -> labels.add(one.label()));
    return labels;
  }

  private void notice(Comparison comparison, FramesByVideo<List<Detection>> found) {
    PrintWriter err = spec.commandLine().getErr();
    comparison.notices().forEach(notice -> err.println("euge: " + notice));
    // Over the whole table, because --classes may have removed the detections of low confidence.
    double least =
        found.names().stream()
            .flatMap(name -> found.video(name).orElseThrow().frames().values().stream())
            .flatMap(List::stream)
            .mapToDouble(Detection::confidence)
            .min()
            .orElse(0);
    if (least > LOW) {
      err.printf(
          Locale.ROOT,
          "euge: average precisions may be too low because no detection has a confidence below "
              + "%.2f:"
              + " detect with --confidence 0.01%n",
          least);
    }
    err.flush();
  }

  private void write(String figures) {
    try {
      Files.writeString(json, figures + System.lineSeparator());
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write --json %s: %s; give another file".formatted(json, IoReason.of(e)), e);
    }
  }

  private static void part(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new OptionException(option + " is " + value + ": give a number from 0 to 1");
    }
  }
}
