package io.euge.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.euge.EugeException;
import io.euge.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ground truth in COCO's instances format.
 *
 * @param images by ID
 * @param categories names by ID
 * @param objects of each image, in the order of the file
 */
record CocoDataset(
    Path file,
    Map<Long, Image> images,
    Map<Long, String> categories,
    Map<Long, List<CocoDataset.Annotation>> objects) {

  /** The fields of the file that are read. */
  private record Document(
      List<Image> images, List<Annotation> annotations, List<Category> categories) {}

  /** An image of the dataset. */
  record Image(
      Long id, @JsonProperty("file_name") String fileName, Integer width, Integer height) {}

  /** An object in an image; {@code bbox} is left, top, width and height in pixels. */
  record Annotation(
      Long id,
      @JsonProperty("image_id") Long image,
      @JsonProperty("category_id") Long category,
      List<Double> bbox,
      Object iscrowd) {
    boolean crowd() {
      return Boolean.TRUE.equals(iscrowd)
          || (iscrowd instanceof Number number && number.intValue() != 0);
    }
  }

  private record Category(Long id, String name) {}

  /**
   * Reads a file.
   *
   * @throws EugeException if it is not a valid dataset; the message has the error and its position
   */
  static CocoDataset read(Path file) {
    Document document = CocoJson.read(file, Document.class);
    if (document.images() == null
        || document.annotations() == null
        || document.categories() == null) {
      throw CocoJson.wrong(file, "it lacks images, annotations or categories");
    }
    Map<Long, Image> images = new TreeMap<>();
    for (Image image : document.images()) {
      check(file, image);
      if (images.put(image.id(), image) != null) {
        throw CocoJson.wrong(file, "two images have the id " + image.id());
      }
    }
    Map<Long, String> categories = new LinkedHashMap<>();
    for (Category category : document.categories()) {
      if (category.id() == null || category.name() == null) {
        throw CocoJson.wrong(file, "a category lacks its id or name");
      }
      if (categories.put(category.id(), category.name()) != null) {
        throw CocoJson.wrong(file, "two categories have the id " + category.id());
      }
    }
    CocoDataset dataset = new CocoDataset(file, images, categories, new HashMap<>());
    document.annotations().forEach(dataset::add);
    return dataset;
  }

  private static void check(Path file, Image image) {
    if (image.id() == null) {
      throw CocoJson.wrong(file, "an image has no id");
    }
    if (image.width() == null
        || image.height() == null
        || image.width() < 1
        || image.height() < 1) {
      throw CocoJson.wrong(
          file,
          "the image %d (%s) has no width and height: add its size in pixels"
              .formatted(image.id(), Printable.of(String.valueOf(image.fileName()))));
    }
  }

  private void add(Annotation annotation) {
    String what = "the annotation " + annotation.id();
    imageOf(annotation.image(), what, file);
    labelOf(annotation.category(), what, file);
    CocoJson.checkBox(annotation.bbox(), what, file);
    objects.computeIfAbsent(annotation.image(), any -> new ArrayList<>()).add(annotation);
  }

  /**
   * Returns an image of this dataset.
   *
   * @param what the object that refers to it, for the error message
   * @param by the file with the reference, for the error message
   * @throws EugeException if the image does not exist
   */
  Image imageOf(Long id, String what, Path by) {
    Image image = id == null ? null : images.get(id);
    if (image == null) {
      throw CocoJson.wrong(
          by, "%s is of the image %s, which %s does not have".formatted(what, id, file));
    }
    return image;
  }

  /**
   * Returns the name of a category of this dataset.
   *
   * @param what the object that refers to it, for the error message
   * @param by the file with the reference, for the error message
   * @throws EugeException if the category does not exist
   */
  String labelOf(Long id, String what, Path by) {
    String name = id == null ? null : categories.get(id);
    if (name == null) {
      throw CocoJson.wrong(
          by, "%s is of the category %s, which %s does not have".formatted(what, id, file));
    }
    return name;
  }
}
