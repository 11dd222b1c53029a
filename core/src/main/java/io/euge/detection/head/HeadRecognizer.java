package io.euge.detection.head;

import java.util.List;
import java.util.Optional;

/** Recognizes the models of one family. */
public interface HeadRecognizer {
  /** Returns the family's name. */
  String family();

  /**
   * Reads the head from its description in the metadata of a graph that Euge wrote.
   *
   * @param lines as {@link Head#lines} returns them, all of this family
   * @throws io.euge.model.ModelException if they cannot be understood
   */
  Head read(List<String> lines);

  /** Recognizes a graph that another tool wrote; empty if it is not of this family. */
  Optional<Recognition> recognize(ForeignGraph graph);
}
