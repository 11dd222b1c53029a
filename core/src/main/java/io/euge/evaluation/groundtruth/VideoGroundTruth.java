package io.euge.evaluation.groundtruth;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ground truth of a video. As JSON it lies beside the video, with the names of these
 * components.
 *
 * @param edition of the generator that made a synthetic video; 0 if not given
 * @param video file name
 * @param seed of a synthetic video
 * @param conditions light and weather of a synthetic video, in capitals
 * @param width in pixels
 * @param height in pixels
 * @param rate frames per second
 * @param frames in presentation order
 * @param crossings of the counting line, in order of time
 * @param lines counting lines of the lanes
 * @param lineCrossings of these lines by the bottom centers of the whole boxes, in order of time
 */
public record VideoGroundTruth(
    int edition,
    String video,
    long seed,
    String conditions,
    int width,
    int height,
    int rate,
    List<Frame> frames,
    List<Crossing> crossings,
    List<LaneLine> lines,
    List<LineCrossing> lineCrossings) {

  /** The end of the name of such a file. */
  public static final String SUFFIX = ".truth.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public VideoGroundTruth {
    frames = List.copyOf(frames);
    crossings = List.copyOf(crossings);
    lines = lines == null ? List.of() : List.copyOf(lines); // Earlier editions have none.
    lineCrossings = lineCrossings == null ? List.of() : List.copyOf(lineCrossings);
  }

  /**
   * One picture.
   *
   * @param frame its index
   * @param objects that can be seen, the farthest first
   * @param whole all objects of which a part is within the picture, hidden or not
   */
  public record Frame(
      int frame, @JsonProperty("sightings") List<ObjectGroundTruth> objects, List<WholeBox> whole) {
    public Frame {
      objects = List.copyOf(objects);
      whole = whole == null ? List.of() : List.copyOf(whole); // Earlier editions have none.
    }
  }

  /**
   * The bottom center of an object's whole box crossed the line of a lane.
   *
   * @param line its name
   * @param direction {@link LaneLine#AWAY} or {@link LaneLine#TOWARDS}
   * @param kind its class in capitals
   */
  public record LineCrossing(String line, String direction, double seconds, int id, String kind) {}

  /**
   * The center of an object passed the counting line.
   *
   * @param frame the first one after it
   * @param kind its class in capitals
   */
  public record Crossing(int frame, int id, String kind, int lane, boolean away) {}

  /**
   * How many objects passed the counting line in a lane.
   *
   * @param lane number from the left
   * @param away whether the lane leads away from the camera
   */
  public record LaneCount(int lane, boolean away, int vehicles) {}

  /** Returns the count of each lane from the left; lanes without a crossing are left out. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public List<LaneCount> counts() {
    Map<Integer, List<Crossing>> lanes =
        crossings.stream()
            .collect(Collectors.groupingBy(Crossing::lane, TreeMap::new, Collectors.toList()));
    return lanes.entrySet().stream()
        .map(
            lane ->
                new LaneCount(lane.getKey(), lane.getValue().get(0).away(), lane.getValue().size()))
        .toList();
  }

  /** Returns the place of a video's ground truth. */
  public static Path beside(Path video) {
    String name = video.getFileName().toString().replaceFirst("\\.mp4$", "");
    return video.resolveSibling(name + SUFFIX);
  }

  /** Reads what {@link #write} wrote. */
  public static VideoGroundTruth read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), VideoGroundTruth.class);
  }

  /** Writes a file, overwritten if it exists. */
  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this));
  }
}
