package io.euge.cli.detect;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Suggests {@code --classes} if a general-purpose model detects objects in traffic that do not
 * occur there.
 */
final class ClassesAdvice {
  /** Labels of vehicles in common data sets, most frequent first. */
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

  /** Labels of other road users and objects that occur on roads. */
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

  /** Returns a suggestion; empty if all labels occur on roads, or no vehicle was found. */
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
