package io.euge.detection;

import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the classes that a user named among those of a model or a table. */
public final class ClassNames {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The most classes that one message lists. */
  private static final int MOST = 100;

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

  /**
   * Returns the numbers of the classes that names or numbers stand for. A label that is a number
   * wins over the number of a class; all classes of one label are selected together.
   *
   * @param labels one for each class, in the order of the classes
   * @param owner begins the message, such as {@code The model}
   * @throws OptionException for what is neither a label nor the number of a class
   */
  public static BitSet indices(Collection<String> names, List<String> labels, String owner) {
    BitSet selected = new BitSet(labels.size());
    for (String each : names) {
      String name = each.strip();
      if (NUMBER.matcher(name).matches() && !labels.contains(name)) {
        int number = Integer.parseInt(name);
        if (number >= labels.size()) {
          throw new OptionException(
              "%s has no class %s; its classes have the numbers 0 to %d"
                  .formatted(owner, name, labels.size() - 1));
        }
        selected.set(number);
        continue;
      }
      String label = find(name, labels, owner);
      for (int i = 0; i < labels.size(); i++) {
        if (labels.get(i).equals(label)) {
          selected.set(i);
        }
      }
    }
    return selected;
  }

  /**
   * Returns the labels that names or numbers of classes stand for, as {@link #indices} reads them.
   *
   * @param classes the labels of each class by its number
   * @param owner begins the message, such as {@code The table}
   * @throws OptionException for what is neither a label nor the number of a class
   */
  public static Set<String> labels(
      Collection<String> names, SortedMap<Integer, Set<String>> classes, String owner) {
    Set<String> labels = new TreeSet<>();
    classes.values().forEach(labels::addAll);
    Set<String> selected = new TreeSet<>();
    for (String each : names) {
      String name = each.strip();
      if (!NUMBER.matcher(name).matches() || labels.contains(name)) {
        selected.add(find(name, labels, owner));
      } else if (classes.containsKey(Integer.valueOf(name))) {
        selected.addAll(classes.get(Integer.valueOf(name)));
      } else {
        throw new OptionException(
            "%s has no class %s; its classes have the numbers %s"
                .formatted(
                    owner, name, listed(classes.keySet().stream().map(String::valueOf).toList())));
      }
    }
    return selected;
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
        labels.isEmpty() ? "it has none at all" : "its classes are " + listed(labels);
    return new OptionException(
        "%s has no class '%s'; %s"
            .formatted(
                owner,
                Printable.of(name),
                NearestNames.nearest(name, labels)
                    .map(near -> "did you mean '" + Printable.of(near) + "'?")
                    .orElse(otherwise)));
  }

  private static String listed(Collection<String> labels) {
    String first = labels.stream().limit(MOST).map(Printable::of).collect(Collectors.joining(", "));
    return labels.size() <= MOST ? first : first + " and " + (labels.size() - MOST) + " more";
  }
}
