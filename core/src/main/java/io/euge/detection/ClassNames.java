package io.euge.detection;

import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the classes that a user named among those of a model or a table. */
public final class ClassNames {
  private ClassNames() {}

  /**
   * Returns the labels that names stand for, in their order. Case and surrounding space do not
   * count.
   *
   * @param labels of the owner
   * @param owner begins the message, such as {@code The model}
   * @throws OptionException for a name that is none of the labels, with the one that was perhaps
   *     meant
   */
  public static List<String> find(
      Collection<String> names, Collection<String> labels, String owner) {
    return names.stream().map(name -> find(name.strip(), labels, owner)).toList();
  }

  private static String find(String name, Collection<String> labels, String owner) {
    Optional<String> found =
        labels.stream()
            .filter(name::equals)
            .findFirst()
            .or(() -> labels.stream().filter(name::equalsIgnoreCase).findFirst());
    return found.orElseThrow(() -> unknown(name, labels, owner));
  }

  private static OptionException unknown(String name, Collection<String> labels, String owner) {
    String otherwise =
        labels.isEmpty() ? "it has none at all" : "its classes are " + String.join(", ", labels);
    return new OptionException(
        "%s has no class '%s'; %s"
            .formatted(
                owner,
                Printable.of(name),
                NearestNames.nearest(name, labels)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(otherwise)));
  }
}
