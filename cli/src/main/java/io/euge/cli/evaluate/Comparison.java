package io.euge.cli.evaluate;

import io.euge.EugeException;
import io.euge.detection.Detection;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The frames for which both detections and ground truth exist.
 *
 * @param videos number of videos; 0 if images are compared that belong to no video
 * @param ids of the images in a COCO dataset, otherwise 0; in the order of {@code images}
 * @param notices one sentence for each kind of omitted data
 */
record Comparison(int videos, List<Image> images, List<Long> ids, List<String> notices) {
  /**
   * Matches detections with ground truth, by the names of the videos and the indexes of the frames.
   *
   * @throws EugeException if they have no frame in common, or a video has two sizes
   */
  static Comparison of(
      FramesByVideo<List<Detection>> found, FramesByVideo<FrameTruth> truth, Labels labels) {
    List<Compared> images = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    LeftOut ofTruth = new LeftOut("the detections");
    LeftOut ofDetections = new LeftOut("the truth");
    noticeEmpty(notices, found.addEmptyFrames(truth, frame -> List.of()), "detections");
    noticeEmpty(
        notices,
        truth.addEmptyFrames(found, frame -> new FrameTruth(0, List.of(), frame.leastHeight())),
        "truth");
    int videos = 0;
    for (String name : found.names()) {
      if (truth.video(name).isEmpty()) {
        notices.add(name + " has no truth and is left out");
        continue;
      }
      int before = images.size();
      FramesByVideo.Video<List<Detection>> detections = found.video(name).orElseThrow();
      FramesByVideo.Video<FrameTruth> truths = truth.video(name).orElseThrow();
      requireSameSize(name, detections, truths);
      detections
          .frames()
          .forEach(
              (frame, here) -> {
                if (truths.frames().containsKey(frame)) {
                  FrameTruth there = truths.frames().get(frame);
                  images.add(new Compared(there.image(), image(there, here, labels)));
                }
              });
      int both = images.size() - before;
      videos += both > 0 ? 1 : 0;
      ofTruth.add(name, truths.frames().size(), both);
      ofDetections.add(name, detections.frames().size(), both);
    }
    truth.names().stream()
        .filter(name -> found.video(name).isEmpty())
        .forEach(name -> notices.add(name + " is not in the detections and is left out"));
    ofTruth.tell(notices);
    ofDetections.tell(notices);
    if (images.isEmpty()) {
      throw new EugeException(
          "The detections are of %s and the truth is of %s: give the truth of the same videos"
              .formatted(names(found), names(truth)));
    }
    images.sort(Comparator.comparingLong(Compared::id));
    return new Comparison(
        videos,
        images.stream().map(Compared::image).toList(),
        images.stream().map(Compared::id).toList(),
        notices);
  }

  private record Compared(long id, Image image) {}

  /** Returns the same comparison for images that belong to no video. */
  Comparison ofImages() {
    return new Comparison(0, images, ids, notices);
  }

  private static void noticeEmpty(List<String> notices, long frames, String side) {
    if (frames > 0) {
      notices.add(
          "the CSV of the %s does not list %d frames: they count as frames without detections"
              .formatted(side, frames));
    }
  }

  private static void requireSameSize(
      String name, FramesByVideo.Video<?> found, FramesByVideo.Video<?> truth) {
    if (found.width() != truth.width() || found.height() != truth.height()) {
      throw new EugeException(
          "%s is %dx%d in the detections and %dx%d in the truth: give the truth of the same video"
              .formatted(name, found.width(), found.height(), truth.width(), truth.height()));
    }
  }

  /**
   * Counts frames that the other side lacks; reported once for many videos, for example if the job
   * sampled every tenth frame.
   */
  private static final class LeftOut {
    private final String lacking;
    private final List<String> videos = new ArrayList<>();
    private int frames;
    private int without;

    LeftOut(String lacking) {
      this.lacking = lacking;
    }

    void add(String video, int all, int both) {
      if (all > both) {
        videos.add(video);
        frames += all;
        without += all - both;
      }
    }

    void tell(List<String> notices) {
      if (!videos.isEmpty()) {
        String where = videos.size() == 1 ? videos.get(0) : videos.size() + " videos";
        notices.add(
            "%d of %d frames of %s are not in %s and are left out"
                .formatted(without, frames, where, lacking));
      }
    }
  }

  private static Image image(FrameTruth there, List<Detection> found, Labels labels) {
    List<GroundTruth> objects = new ArrayList<>();
    for (GroundTruth truth : there.objects()) {
      labels
          .of(truth.label())
          .ifPresent(
              label ->
                  objects.add(
                      new GroundTruth(
                          label,
                          truth.x(),
                          truth.y(),
                          truth.width(),
                          truth.height(),
                          truth.ignored(),
                          truth.crowd())));
    }
    List<Detection> detections = new ArrayList<>();
    for (Detection one : found) {
      labels
          .of(one.label())
          .ifPresent(
              label ->
                  detections.add(
                      new Detection(
                          label,
                          one.classId(),
                          one.confidence(),
                          one.x(),
                          one.y(),
                          one.width(),
                          one.height())));
    }
    return new Image(objects, detections, there.leastHeight());
  }

  private static String names(FramesByVideo<?> footage) {
    List<String> names = List.copyOf(footage.names());
    return switch (names.size()) {
      case 0 -> "no video";
      case 1, 2, 3 -> String.join(", ", names);
      default -> "%s and %d others".formatted(names.get(0), names.size() - 1);
    };
  }
}
