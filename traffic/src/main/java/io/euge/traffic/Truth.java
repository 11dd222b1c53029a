package io.euge.traffic;

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
 * What a clip truly shows. As JSON it lies beside the clip, with the names of these components.
 *
 * @param edition of the generator that drew it, {@link Scene#EDITION}; 0 where that is not told
 * @param video the clip's file name
 * @param rate frames a second
 * @param frames what each frame shows, in presentation order; {@code sightings} the farthest first
 * @param crossings of the line across the road at {@link Clip#LINE}, in order of time
 */
public record Truth(
    int edition,
    String video,
    long seed,
    Conditions conditions,
    int width,
    int height,
    int rate,
    List<Frame> frames,
    List<Crossing> crossings) {

  /** How its file's name ends. */
  public static final String ENDING = ".truth.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Truth {
    frames = List.copyOf(frames);
    crossings = List.copyOf(crossings);
  }

  /** One picture. */
  public record Frame(int frame, List<Sighting> sightings) {
    public Frame {
      sightings = List.copyOf(sightings);
    }
  }

  /**
   * A vehicle's middle passed the line.
   *
   * @param frame the first one after it
   */
  public record Crossing(int frame, int id, Kind kind, int lane, boolean away) {}

  /**
   * How many vehicles passed the line in a lane, whichever way it leads.
   *
   * @param lane number from the left
   */
  public record LaneCount(int lane, boolean away, int vehicles) {}

  /** How many passed the line in each lane, from the left; lanes that nobody used are left out. */
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

  /** Where the truth of a clip lies. */
  public static Path beside(Path video) {
    String name = video.getFileName().toString().replaceFirst("\\.mp4$", "");
    return video.resolveSibling(name + ENDING);
  }

  /** Reads what {@link #write} wrote. */
  public static Truth read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Truth.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this));
  }
}
