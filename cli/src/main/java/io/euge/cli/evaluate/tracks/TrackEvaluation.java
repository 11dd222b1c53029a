package io.euge.cli.evaluate.tracks;

import io.euge.EugeException;
import io.euge.cli.table.TrackTable;
import io.euge.cli.table.VideoNames;
import io.euge.evaluation.tracking.TrackScores;
import io.euge.tracking.mot.MotBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares the tracks of one or more videos with the ground truth. */
public final class TrackEvaluation {
  private final SequenceReader reader;
  private final List<String> notices = new ArrayList<>();

  private TrackEvaluation(TrackOptions options) {
    reader = new SequenceReader(options);
  }

  /**
   * Returns whether a path contains tracks: a text file, a directory of text files, or a table of
   * tracks.
   */
  public static boolean isTracks(Path place) {
    return TrackFile.isTracks(place) || TrackTable.isTable(place);
  }

  /**
   * Compares tracks with the ground truth. Two single files are compared with each other, other
   * files are matched by name.
   *
   * @throws EugeException if no files match, or a file is malformed
   */
  public static TrackReport of(Path tracks, List<Path> truth, TrackOptions options) {
    return new TrackEvaluation(options).report(tracks, truth);
  }

  private TrackReport report(Path tracks, List<Path> places) {
    Map<String, TrackFile> found = byName(tracks(tracks));
    List<TrackFile> all = new ArrayList<>();
    places.forEach(place -> all.addAll(truths(place)));
    Map<String, TrackFile> truths = byName(all);
    Map<String, TrackScores> scores = new TreeMap<>();
    boolean single =
        found.size() == 1
            && truths.size() == 1
            && (!Files.isDirectory(tracks) || TrackTable.isTable(tracks));
    for (TrackFile truth : truths.values()) {
      TrackFile mine = single ? found.values().iterator().next() : found.get(truth.name());
      if (mine == null) {
        notices.add("%s is not in the tracks and is left out".formatted(truth.name()));
      } else {
        scores.put(truth.name(), TrackScores.of(reader.read(truth, mine)));
      }
    }
    if (scores.isEmpty()) {
      throw new EugeException(
          "Cannot compare tracks and ground truth: the tracks %s are of %s and the ground truth is of %s; name files after the same videos"
              .formatted(tracks, names(found), names(truths)));
    }
    if (!single) {
      found.keySet().stream()
          .filter(name -> !truths.containsKey(name))
          .forEach(name -> notices.add("%s has no ground truth and is left out".formatted(name)));
    }
    return new TrackReport(reader.rules(), scores, notices);
  }

  private static List<TrackFile> tracks(Path place) {
    if (!TrackTable.isTable(place)) {
      return TrackFile.tracks(place);
    }
    Map<String, List<MotBox>> videos = TrackTable.read(place);
    VideoNames names = VideoNames.of(videos.keySet());
    return videos.entrySet().stream()
        .map(
            video ->
                new TrackFile(
                    names.of(video.getKey()).replaceFirst("\\.[^./]*$", ""),
                    place,
                    Optional.of(video.getValue())))
        .toList();
  }

  private static List<TrackFile> truths(Path place) {
    List<TrackFile> truths = TrackFile.truths(place);
    if (truths.isEmpty()) {
      throw new EugeException(
          "Cannot find ground truth for tracks in --truth %s: it has no gt/gt.txt, no other text file and no *.truth.json; give MOT text or KITTI's labels"
              .formatted(place));
    }
    return truths;
  }

  private static Map<String, TrackFile> byName(List<TrackFile> files) {
    Map<String, TrackFile> byName = new TreeMap<>();
    for (TrackFile file : files) {
      TrackFile other = byName.putIfAbsent(file.name(), file);
      if (other != null) {
        throw new EugeException(
            "Cannot compare tracks: %s and %s are both of the video %s; give one of them"
                .formatted(other.file(), file.file(), file.name()));
      }
    }
    return byName;
  }

  private static String names(Map<String, TrackFile> files) {
    List<String> names = List.copyOf(files.keySet());
    return names.size() <= 3
        ? String.join(", ", names)
        : "%s and %d others".formatted(names.get(0), names.size() - 1);
  }
}
