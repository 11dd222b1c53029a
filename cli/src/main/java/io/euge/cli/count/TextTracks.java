package io.euge.cli.count;

import io.euge.EugeException;
import io.euge.cli.evaluate.tracks.TrackFile;
import io.euge.counting.table.TrackCollector;
import io.euge.counting.table.TrackedVideo;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.IoReason;
import io.euge.spark.recording.Recording;
import io.euge.spark.storage.VideoFiles;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotText;
import io.euge.tracking.mot.SequenceInfo;
import io.euge.tracking.mot.TrackTextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Tracks in MOT format, and the ground truth of synthetic videos. */
final class TextTracks implements TrackSource {
  private final List<TrackFile> files;
  private final VideoArguments videos;

  private TextTracks(List<TrackFile> files, VideoArguments videos) {
    this.files = files;
    this.videos = videos;
  }

  /**
   * Lists the files.
   *
   * @param places files, or directories with such files
   * @throws EugeException if a place has no such file
   */
  static TextTracks of(List<Path> places, VideoArguments videos) {
    List<TrackFile> files = new ArrayList<>();
    for (Path place : places) {
      List<TrackFile> here = files(place);
      if (here.isEmpty()) {
        throw new EugeException(
            "Cannot count %s: it has no tracks; give MOT text (*.txt) or a directory with such files, as euge track writes"
                .formatted(place));
      }
      files.addAll(here);
    }
    return new TextTracks(files, videos);
  }

  private static List<TrackFile> files(Path place) {
    if (!Files.exists(place)) {
      throw new EugeException(
          "Cannot read %s: there is no such file; give tracks as MOT text".formatted(place));
    }
    List<TrackFile> found = Files.isDirectory(place) ? TrackFile.tracks(place) : List.of();
    return Files.isDirectory(place) && found.isEmpty()
        ? TrackFile.truths(place)
        : Files.isDirectory(place) ? found : List.of(TrackFile.of(place));
  }

  @Override
  public int read(Videos all) {
    List<Recording> recordings = videos.recordings(files.stream().map(TrackFile::file).toList());
    for (int i = 0; i < files.size(); i++) {
      TrackFile file = files.get(i);
      Recording recording = recordings.get(i);
      if (TrackFile.isScene(file.file())) {
        addScene(all, file, recording);
      } else {
        addMot(all, file, recording);
      }
    }
    return 0;
  }

  private void addMot(Videos all, TrackFile file, Recording recording) {
    Path path = file.file();
    TrackTextFormat format = TrackTextFormat.of(path);
    if (format != TrackTextFormat.MOT && VideoFiles.isNamedAsVideo(path.getFileName().toString())) {
      throw new EugeException(
          "Cannot count %s: it is a video, and tracks are needed; give --model to detect in it and track"
              .formatted(path));
    }
    if (!Set.of(TrackTextFormat.MOT, TrackTextFormat.EMPTY, TrackTextFormat.VALUES)
        .contains(format)) {
      throw new EugeException(
          "Cannot count %s: it is not MOT text (frame,id,left,top,width,height,confidence); give tracks, as euge track writes"
              .formatted(path));
    }
    List<MotBox> boxes = new ArrayList<>(MotText.read(path));
    Optional<SequenceInfo> info = SequenceInfo.beside(path);
    info.ifPresent(one -> one.requireFrames(path, boxes));
    double rate =
        videos.frameRate(info.map(SequenceInfo::frameRate).orElse(OptionalDouble.empty()));
    boxes.sort(Comparator.comparingInt(MotBox::frame));
    TrackCollector tracks = new TrackCollector();
    for (MotBox box : boxes) {
      requireTrack(path, box);
      boolean counts = box.classId() < 0 || box.confidence() != 0;
      if (counts) {
        tracks.add(
            box.id(),
            box.classId() < 0 ? videos.label() : "class " + box.classId(),
            box.confidence(),
            (box.frame() - 1) / rate,
            box.x(),
            box.y(),
            box.width(),
            box.height());
      }
    }
    int last = boxes.isEmpty() ? 0 : boxes.get(boxes.size() - 1).frame();
    int frames = info.map(SequenceInfo::frames).orElse(OptionalInt.empty()).orElse(last);
    int[] size = videos.size().orElseGet(() -> size(info));
    all.add(
        new TrackedVideo(
            file.name(), camera(recording), start(recording), size[0], size[1], frames / rate),
        tracks::events);
  }

  private static int[] size(Optional<SequenceInfo> info) {
    return new int[] {
      info.map(SequenceInfo::width).orElse(OptionalInt.empty()).orElse(0),
      info.map(SequenceInfo::height).orElse(OptionalInt.empty()).orElse(0)
    };
  }

  private static void requireTrack(Path file, MotBox box) {
    if (box.id() < 0) {
      throw new EugeException(
          "Cannot count %s: it has a box without a track (id -1) in frame %d; track detections first with euge track"
              .formatted(file, box.frame()));
    }
  }

  private void addScene(Videos all, TrackFile file, Recording recording) {
    VideoGroundTruth truth;
    try {
      truth = VideoGroundTruth.read(file.file());
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the ground truth %s: %s; give what euge scenes wrote"
              .formatted(file.file(), IoReason.of(e).lines().findFirst().orElse("")),
          e);
    }
    TrackCollector tracks = new TrackCollector();
    for (VideoGroundTruth.Frame frame : truth.frames()) {
      double seconds = (double) frame.frame() / truth.rate();
      frame
          .whole()
          .forEach(
              box ->
                  tracks.add(
                      box.id(),
                      box.label(),
                      1,
                      seconds,
                      box.x(),
                      box.y(),
                      box.width(),
                      box.height()));
    }
    all.add(
        new TrackedVideo(
            truth.video(),
            camera(recording),
            start(recording),
            truth.width(),
            truth.height(),
            (double) truth.frames().size() / truth.rate()),
        tracks::events);
  }

  private static String camera(Recording recording) {
    return recording.camera() == null ? "" : recording.camera();
  }

  private Optional<ZonedDateTime> start(Recording recording) {
    return Optional.ofNullable(recording.start()).map(start -> start.atZone(videos.zone()));
  }
}
