package io.euge.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.euge.EugeException;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Reads ground truth in any of the supported formats. */
final class GroundTruthReader {
  private final IgnoreThresholds findable;
  private final double annotatedHeight;
  private final double confidence;
  private final FrameNames names;
  private final FramesByVideo<List<Detection>> found;
  private final FramesByVideo<FrameTruth> truth = new FramesByVideo<>("--truth");
  private final SortedSet<String> labels = new TreeSet<>();

  /**
   * Creates a reader.
   *
   * @param findable thresholds for objects of synthetic videos; for detections of another model,
   *     only the height applies
   * @param annotatedHeight minimum height of annotated objects that must be found, as a fraction of
   *     the image height
   * @param confidence threshold for detections of another model that are used as ground truth
   * @param firstFrame number of the first frame in image names
   * @param found the detections, for the names and sizes of the videos
   */
  GroundTruthReader(
      IgnoreThresholds findable,
      double annotatedHeight,
      double confidence,
      long firstFrame,
      FramesByVideo<List<Detection>> found) {
    this.findable = findable;
    this.annotatedHeight = annotatedHeight;
    this.confidence = confidence;
    this.names = new FrameNames(found.names(), firstFrame);
    this.found = found;
  }

  /**
   * Reads one or more paths.
   *
   * @throws EugeException if a path has no ground truth, or two paths have the same video
   */
  Truth read(List<Path> places) {
    List<CocoDataset> datasets = new ArrayList<>();
    for (Path place : places) {
      List<Path> scenes = scenes(place);
      if (!scenes.isEmpty()) {
        scenes.forEach(this::addScene);
      } else if (CocoJson.kind(place) == CocoJson.Kind.DATASET) {
        CocoDataset dataset = CocoDataset.read(place);
        datasets.add(dataset);
        addDataset(dataset);
      } else if (YoloDataset.isOne(place)) {
        addDataset(YoloDataset.read(place));
      } else if (CocoJson.kind(place) == CocoJson.Kind.RESULTS) {
        throw new EugeException(
            "--truth %s has COCO results, which are detections: give them first, and annotations as --truth"
                .formatted(place));
      } else {
        addTable(new DetectionTable(place));
      }
    }
    boolean single = places.size() == 1 && datasets.size() == 1;
    return new Truth(truth, labels, single ? Optional.of(datasets.get(0)) : Optional.empty());
  }

  /** Returns a dataset as ground truth for detections that identify images by ID. */
  static Truth ofImages(CocoDataset dataset, double leastHeight) {
    FramesByVideo<FrameTruth> frames = new FramesByVideo<>("--truth");
    dataset
        .images()
        .forEach(
            (id, image) ->
                frames.add(
                    CocoResults.name(id),
                    image.width(),
                    image.height(),
                    0,
                    frame(dataset, image, leastHeight)));
    return new Truth(frames, new TreeSet<>(dataset.categories().values()), Optional.of(dataset));
  }

  private void addDataset(CocoDataset dataset) {
    labels.addAll(dataset.categories().values());
    for (CocoDataset.Image image : dataset.images().values()) {
      FrameNames.Frame at = names.of(String.valueOf(image.fileName()));
      truth.add(
          at.video(),
          image.width(),
          image.height(),
          at.frame(),
          frame(dataset, image, annotatedHeight));
    }
  }

  private static FrameTruth frame(CocoDataset dataset, CocoDataset.Image image, double least) {
    double leastHeight = least * image.height();
    List<GroundTruth> objects =
        dataset.objects().getOrDefault(image.id(), List.of()).stream()
            .map(
                one ->
                    new GroundTruth(
                        dataset.categories().get(one.category()),
                        one.bbox().get(0),
                        one.bbox().get(1),
                        one.bbox().get(2),
                        one.bbox().get(3),
                        one.crowd() || one.bbox().get(3) < leastHeight,
                        one.crowd()))
            .toList();
    return new FrameTruth(image.id(), objects, leastHeight);
  }

  /**
   * Adds a dataset. The size of a video without detections is unknown; such a video is omitted
   * later.
   */
  private void addDataset(YoloDataset dataset) {
    labels.addAll(dataset.labels());
    dataset
        .objects()
        .forEach(
            (image, boxes) -> {
              FrameNames.Frame at = names.of(image);
              int width = found.video(at.video()).map(FramesByVideo.Video::width).orElse(1);
              int height = found.video(at.video()).map(FramesByVideo.Video::height).orElse(1);
              double leastHeight = annotatedHeight * height;
              List<GroundTruth> objects =
                  boxes.stream()
                      .map(box -> truth(dataset, box, width, height, leastHeight))
                      .toList();
              truth.add(
                  at.video(), width, height, at.frame(), new FrameTruth(0, objects, leastHeight));
            });
  }

  private static GroundTruth truth(
      YoloDataset dataset, YoloDataset.Box box, int width, int height, double leastHeight) {
    return new GroundTruth(
        dataset.labels().get(box.label()),
        (box.x() - box.width() / 2) * width,
        (box.y() - box.height() / 2) * height,
        box.width() * width,
        box.height() * height,
        box.height() * height < leastHeight);
  }

  private static List<Path> scenes(Path place) {
    if (place.toString().endsWith(VideoGroundTruth.SUFFIX)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try {
      return Listing.walk(place).stream()
          .filter(file -> file.toString().endsWith(VideoGroundTruth.SUFFIX))
          .filter(file -> !isHidden(place.relativize(file)))
          .toList();
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read --truth " + place + ": " + e.getMessage() + "; give another", e);
    }
  }

  /** Returns whether a path is hidden, like files that are being written. */
  private static boolean isHidden(Path below) {
    return StreamSupport.stream(below.spliterator(), false)
        .anyMatch(name -> name.toString().startsWith("."));
  }

  private void addScene(Path file) {
    VideoGroundTruth scene = scene(file);
    for (VideoGroundTruth.Frame frame : scene.frames()) {
      List<GroundTruth> objects = findable.groundTruth(frame.objects(), scene.height());
      objects.forEach(object -> labels.add(object.label()));
      truth.add(
          scene.video(),
          scene.width(),
          scene.height(),
          frame.frame(),
          new FrameTruth(0, objects, findable.height() * scene.height()));
    }
  }

  private static VideoGroundTruth scene(Path file) {
    if (!Files.exists(file)) {
      throw new EugeException("There is no file --truth " + file + ": check the path");
    }
    try {
      return VideoGroundTruth.read(file);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "%s is not the truth of a synthetic video (%s): make the video again"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new EugeException("Cannot read " + file + ": " + e.getMessage() + "; give another", e);
    }
  }

  private void addTable(DetectionTable table) {
    boolean lacksEmptyFrames = table.lacksEmptyFrames();
    table.read(
        row -> {
          addFound(row);
          if (lacksEmptyFrames) {
            truth.lacksEmptyFrames(row.name());
          }
        });
  }

  private void addFound(DetectionRow row) {
    double least = findable.height() * row.height();
    List<GroundTruth> believed =
        row.detections().stream()
            .filter(found -> found.confidence() >= confidence)
            .map(found -> truth(found, found.height() < least))
            .toList();
    believed.forEach(object -> labels.add(object.label()));
    truth.add(
        row.name(), row.width(), row.height(), row.frame(), new FrameTruth(0, believed, least));
  }

  private static GroundTruth truth(Detection found, boolean ignored) {
    return new GroundTruth(
        found.label(), found.x(), found.y(), found.width(), found.height(), ignored);
  }
}
