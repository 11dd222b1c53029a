package io.euge.cli.detect;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Advises to choose classes where a general model finds on a road what is not on roads. */
final class ClassesAdvice {
  /** As data sets call them, the commonest first. */
  private static final List<String> VEHICLES =
      List.of(
          "car",
          "truck",
          "bus",
          "motorcycle",
          "motorbike",
          "bicycle",
          "van",
          "lorry",
          "tram",
          "vehicle");

  /** What belongs to a road without being counted on it. */
  private static final Set<String> ROADSIDE =
      Set.of(
          "person",
          "pedestrian",
          "rider",
          "cyclist",
          "train",
          "traffic light",
          "traffic sign",
          "stop sign",
          "fire hydrant",
          "parking meter",
          "bench",
          "dog",
          "license plate",
          "trailer",
          "caravan");

  private static final int NAMED = 5;

  private ClassesAdvice() {}

  /** Returns a sentence; empty if all that was found belongs on a road, or no vehicle was found. */
  static Optional<String> of(Collection<String> found) {
    List<String> vehicles = VEHICLES.stream().filter(found::contains).toList();
    Set<String> foreign = new TreeSet<>(found);
    foreign.removeIf(
        label ->
            VEHICLES.contains(label.toLowerCase(Locale.ROOT))
                || ROADSIDE.contains(label.toLowerCase(Locale.ROOT)));
    if (vehicles.isEmpty() || foreign.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join(", ", foreign.stream().limit(NAMED).toList());
    return Optional.of(
        "the model knows more than traffic and found %s too; to keep only vehicles, give --classes %s"
            .formatted(
                foreign.size() > NAMED ? named + " and others" : named,
                String.join(",", vehicles)));
  }
}
