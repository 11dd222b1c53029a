package io.euge.detection.head;

import java.util.List;
import java.util.Optional;

/** Recognizes the models of one family. */
public interface HeadRecognizer {
  /** Returns the family's name. */
  String family();

  /** Returns the ways to read outputs of the same shapes, as users name them. */
  default List<String> variants() {
    return List.of();
  }

  /**
   * Reads the head from its description in the metadata of a graph that Euge wrote.
   *
   * @param lines as {@link Head#lines} returns them, all of this family
   * @throws io.euge.model.ModelException if they cannot be understood
   */
  Head read(List<String> lines);

  /**
   * Recognizes a graph that another tool wrote.
   *
   * @return the ways in which its shapes can be read; empty if it is not of this family
   */
  List<Recognition> recognize(ForeignGraph graph);

  /** Returns what must be said to read a graph as one of this family; empty if nothing would do. */
  default Optional<String> missing(ForeignGraph graph) {
    return Optional.empty();
  }
}
