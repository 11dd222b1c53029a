package io.euge.cli.evaluate.tracks;

import io.euge.EugeException;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.evaluation.tracking.Corners;
import io.euge.evaluation.tracking.KittiRules;
import io.euge.evaluation.tracking.MotRules;
import io.euge.evaluation.tracking.SequenceBuilder;
import io.euge.evaluation.tracking.TrackBox;
import io.euge.evaluation.tracking.TrackSequence;
import io.euge.evaluation.tracking.TruthBox;
import io.euge.file.IoReason;
import io.euge.tracking.mot.KittiBox;
import io.euge.tracking.mot.KittiText;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.SequenceInfo;
import io.euge.tracking.mot.TrackTextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the two files of a video and applies the rules of their format. */
final class SequenceReader {
  private final TrackOptions options;
  private final Set<String> rules = new TreeSet<>();

  SequenceReader(TrackOptions options) {
    this.options = options;
  }

  /** Returns a description of the rules that were applied. */
  String rules() {
    return String.join("; ", rules);
  }

  /**
   * Reads a video.
   *
   * @throws EugeException if a file cannot be read, or the two files do not match
   */
  TrackSequence read(TrackFile truth, TrackFile tracks) {
    TrackTextFormat found = format(tracks);
    if (TrackFile.isScene(truth.file())) {
      requireFormat(found == TrackTextFormat.KITTI, truth, tracks, "MOT text");
      return scene(truth, tracks);
    }
    TrackTextFormat there = format(truth);
    boolean kitti = there == TrackTextFormat.KITTI || found == TrackTextFormat.KITTI;
    requireFormat(
        there != found && there != TrackTextFormat.EMPTY && found != TrackTextFormat.EMPTY,
        truth,
        tracks,
        "one format");
    return kitti ? kitti(truth, tracks) : mot(truth, tracks);
  }

  private static void requireFormat(
      boolean different, TrackFile truth, TrackFile tracks, String wanted) {
    if (different) {
      throw new EugeException(
          "Cannot compare the tracks %s with the ground truth %s: one is MOT text or a synthetic video's, the other KITTI's labels; give both in %s"
              .formatted(tracks.file(), truth.file(), wanted));
    }
  }

  /**
   * Returns the format; an unknown file is read as MOT format, so that the error is about its first
   * line.
   */
  private static TrackTextFormat format(TrackFile file) {
    TrackTextFormat format = file.format();
    boolean other = format == TrackTextFormat.OTHER || format == TrackTextFormat.VALUES;
    return other ? TrackTextFormat.MOT : format;
  }

  private TrackSequence kitti(TrackFile truth, TrackFile tracks) {
    if (options.rules().isPresent()) {
      throw new EugeException(
          "Cannot apply --rules %s to %s: it has KITTI's labels; leave --rules out"
              .formatted(options.rules().get(), truth.file()));
    }
    KittiRules kitti = options.kitti().orElse(KittiRules.CAR);
    rules.add(
        "KITTI's rules for the class %s".formatted(kitti == KittiRules.CAR ? "car" : "pedestrian"));
    return kitti.sequence(
        sampled(KittiText.read(truth.file()), KittiBox::frame),
        sampled(KittiText.read(tracks.file()), KittiBox::frame));
  }

  private TrackSequence mot(TrackFile truth, TrackFile tracks) {
    refuseClasses(truth);
    List<MotBox> there = truth.boxes();
    List<MotBox> found = tracks.boxes();
    SequenceInfo.beside(truth.file())
        .ifPresent(
            info -> {
              info.requireFrames(truth.file(), there);
              info.requireFrames(tracks.file(), found);
            });
    MotRules applied = options.rules().orElseGet(() -> MotRules.of(there));
    rules.add(
        applied == MotRules.MOT15
            ? "all boxes count (MOT15)"
            : "pedestrians count by the rules of " + applied);
    return applied.sequence(
        truth.name(),
        sampled(there, box -> box.frame() - 1),
        sampled(found, box -> box.frame() - 1));
  }

  private TrackSequence scene(TrackFile truth, TrackFile tracks) {
    refuseClasses(truth);
    if (options.rules().isPresent()) {
      throw new EugeException(
          "Cannot apply --rules %s to %s: it is the ground truth of a synthetic video; leave --rules out"
              .formatted(options.rules().get(), truth.file()));
    }
    VideoGroundTruth video = scene(truth.file());
    rules.add("all vehicles count that are visible and high enough");
    SequenceBuilder sequence = new SequenceBuilder(options.findable().height() * video.height());
    for (VideoGroundTruth.Frame frame : video.frames()) {
      if (frame.frame() % options.every() == 0) {
        for (ObjectGroundTruth object : frame.objects()) {
          boolean ignored = options.findable().ignores(object, video.height());
          sequence.add(
              frame.frame(),
              new TruthBox(
                  object.id(),
                  Corners.ofSize(object.x(), object.y(), object.width(), object.height()),
                  ignored ? TruthBox.Role.DISTRACTOR : TruthBox.Role.EVALUATED));
        }
      }
    }
    for (MotBox box : sampled(tracks.boxes(), one -> one.frame() - 1)) {
      requireTrack(tracks, box);
      sequence.add(
          box.frame() - 1,
          new TrackBox(box.id(), Corners.ofSize(box.x(), box.y(), box.width(), box.height())));
    }
    return sequence.build();
  }

  private static void requireTrack(TrackFile tracks, MotBox box) {
    if (box.id() < 0) {
      throw new EugeException(
          "Cannot evaluate %s: it has a box without a track (id -1) in frame %d; track detections first with euge track"
              .formatted(tracks.file(), box.frame()));
    }
  }

  private static VideoGroundTruth scene(Path file) {
    try {
      return VideoGroundTruth.read(file);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the ground truth %s: %s; give what euge scenes wrote"
              .formatted(file, IoReason.of(e).lines().findFirst().orElse("")),
          e);
    }
  }

  private void refuseClasses(TrackFile truth) {
    if (options.kitti().isPresent()) {
      throw new EugeException(
          "--classes is for tracks with labels, and %s is compared without: leave it out"
              .formatted(truth.file()));
    }
  }

  private interface FrameIndex<T> {
    int of(T box);
  }

  private <T> List<T> sampled(List<T> boxes, FrameIndex<T> index) {
    return options.every() == 1
        ? boxes
        : boxes.stream().filter(box -> index.of(box) % options.every() == 0).toList();
  }
}
