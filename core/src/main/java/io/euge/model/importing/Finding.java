package io.euge.model.importing;

/**
 * A property of a graph, and its source.
 *
 * @param part such as {@code labels}
 * @param value for people
 * @param source what said so
 */
public record Finding(String part, String value, Source source) {
  /** What says something of a graph; the first that does wins. */
  public enum Source {
    OPTION("option"),
    SIDECAR("sidecar"),
    METADATA("metadata"),
    SHAPE("shape"),
    /** Nothing says it: it is what most models of the family have. */
    FAMILY("usual for the family"),
    /** Nothing says it: the labels of the data set with so many classes. */
    COCO("80 classes without names");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** Returns the source as users read it. */
    public String label() {
      return label;
    }
  }
}
