package io.euge.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;


/** The detections of an implementation that shares nothing with any contestant. */
final class Reference {
  private static final double SURE = 0.5;
  private static final double LEAST_IOU = 0.85;
  private static final double CONFIDENCE_APART = 0.1;

  private final Map<Long, Frame> frames = new HashMap<>();

  /** Reads JSON lines as the reference program prints them. */
  Reference(Path jsonLines) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(jsonLines)) {
      JsonNode frame = json.readTree(line);
      List<Found> found = new ArrayList<>();
      for (JsonNode box : frame.get("detections")) {
        found.add(
            new Found(
                box.get("label").asText(),
                box.get("confidence").asDouble(),
                box.get("x").asDouble(),
                box.get("y").asDouble(),
                box.get("width").asDouble(),
                box.get("height").asDouble()));
      }
      frames.put(frame.get("frame").asLong(), new Frame(frame.get("frame").asLong(), found));
    }
    if (frames.values().stream()
        .flatMap(frame -> frame.found().stream())
        .noneMatch(found -> found.confidence() >= SURE)) {
      throw new IllegalStateException(
          "The reference has no detection of confidence "
              + SURE
              + " or more in "
              + jsonLines
              + ", so nobody can be checked; take a video in which something is seen");
    }
  }

  int size() {
    return frames.size();
  }

  /** Of the reference's sure detections, the share that the contestant has too. */
  double shareFound(List<Frame> contestant) {
    Map<Long, Frame> theirs = new HashMap<>();
    contestant.forEach(frame -> theirs.put(frame.number(), frame));
    return share(frames, theirs);
  }

  /** Of the contestant's sure detections, the share that the reference has too. */
  double shareConfirmed(List<Frame> contestant) {
    Map<Long, Frame> theirs = new HashMap<>();
    contestant.forEach(frame -> theirs.put(frame.number(), frame));
    return share(theirs, frames);
  }

  private static double share(Map<Long, Frame> wanted, Map<Long, Frame> offered) {
    int sure = 0;
    int met = 0;
    for (Frame frame : wanted.values()) {
      Frame other = offered.get(frame.number());
      List<Found> left = new ArrayList<>(other == null ? List.of() : other.found());
      for (Found found : frame.found()) {
        if (found.confidence() >= SURE) {
          sure++;
          met += take(left, found) ? 1 : 0;
        }
      }
    }
    return sure == 0 ? 0 : (double) met / sure;
  }

  /** Each detection answers for one only, so that duplicates do not count. */
  private static boolean take(List<Found> left, Found found) {
    for (int i = 0; i < left.size(); i++) {
      if (found.agrees(left.get(i), LEAST_IOU, CONFIDENCE_APART)) {
        left.remove(i);
        return true;
      }
    }
    return false;
  }
}
