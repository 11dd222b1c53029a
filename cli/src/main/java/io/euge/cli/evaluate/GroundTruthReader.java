package io.euge.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.euge.EugeException;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads truths: those that lie beside synthetic videos, or what another model found.
 *
 * @param findable what must be found; of another model's detections only the height is known
 * @param confidence from which on another model is believed
 */
record GroundTruthReader(IgnoreThresholds findable, double confidence) {
  /**
   * Reads one or more places.
   *
   * @throws EugeException if one has no truth, or two have the same video
   */
  FramesByVideo<List<GroundTruth>> read(List<Path> places) {
    FramesByVideo<List<GroundTruth>> truth = new FramesByVideo<>("--truth");
    for (Path place : places) {
      List<Path> scenes = scenes(place);
      scenes.forEach(scene -> addScene(scene, truth));
      if (scenes.isEmpty()) {
        new DetectionTable(place).read(row -> addFound(row, truth));
      }
    }
    return truth;
  }

  private static List<Path> scenes(Path place) {
    if (place.toString().endsWith(VideoGroundTruth.SUFFIX)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(file -> file.toString().endsWith(VideoGroundTruth.SUFFIX))
          .filter(file -> !isHidden(place.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read --truth " + place + ": " + e.getMessage() + "; give another", e);
    }
  }

  /** As what is still being made is. */
  private static boolean isHidden(Path below) {
    return StreamSupport.stream(below.spliterator(), false)
        .anyMatch(name -> name.toString().startsWith("."));
  }

  private void addScene(Path file, FramesByVideo<List<GroundTruth>> truth) {
    VideoGroundTruth scene = scene(file);
    for (VideoGroundTruth.Frame frame : scene.frames()) {
      truth.add(
          scene.video(),
          scene.width(),
          scene.height(),
          frame.frame(),
          findable.groundTruth(frame.objects(), scene.height()));
    }
  }

  private static VideoGroundTruth scene(Path file) {
    if (!Files.exists(file)) {
      throw new EugeException("There is no file --truth " + file + ": give one that is there");
    }
    try {
      return VideoGroundTruth.read(file);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "%s is not the truth of a made-up video (%s): make the video again"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new EugeException("Cannot read " + file + ": " + e.getMessage() + "; give another", e);
    }
  }

  private void addFound(DetectionRow row, FramesByVideo<List<GroundTruth>> truth) {
    double least = findable.height() * row.height();
    List<GroundTruth> believed =
        row.detections().stream()
            .filter(found -> found.confidence() >= confidence)
            .map(found -> truth(found, found.height() < least))
            .toList();
    truth.add(row.name(), row.width(), row.height(), row.frame(), believed);
  }

  private static GroundTruth truth(Detection found, boolean ignored) {
    return new GroundTruth(
        found.label(), found.x(), found.y(), found.width(), found.height(), ignored);
  }
}
