package io.euge.detection.family;

import io.euge.Quantity;
import io.euge.model.Model;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of boxes beyond the range of floats, once for each model of a process: a network with
 * random weights has thousands in each frame.
 */
final class LeftOutBoxes {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOutBoxes.class);
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private LeftOutBoxes() {}

  /** Warns, if this is the first frame with such boxes. */
  static void report(Model model, long frame, int count) {
    if (REPORTED.add(model.sha256())) {
      LOG.warn(message(model.name(), frame, count));
    }
  }

  static String message(String model, long frame, int count) {
    return "The model %s gives %s beyond the range of floats for frame %d, which %s left out; its weights may be corrupt; further frames are not reported"
        .formatted(model, Quantity.of(count, "box", "boxes"), frame, count == 1 ? "is" : "are");
  }
}
