package io.euge.model.catalogue;

import java.net.URI;
import java.util.List;

/**
 * A public model: what it is for, on what terms, and the files it is made of.
 *
 * @param name what {@code --model} takes: lower-case letters, digits, dots and dashes, and no
 *     ending of a model's file
 * @param purpose one line for people
 * @param licence its name
 * @param licenceAddress where its text is
 * @param classes that it tells apart
 * @param inputWidth in pixels
 * @param inputHeight in pixels
 * @param files one of them the model's own, {@code .cfg} or {@code .onnx}, with what that needs
 *     beside it
 */
public record CatalogueEntry(
    String name,
    String purpose,
    String licence,
    URI licenceAddress,
    int classes,
    int inputWidth,
    int inputHeight,
    List<CatalogueFile> files) {

  public CatalogueEntry {
    if (!name.matches("[a-z0-9][a-z0-9.-]*") || isModel(name)) {
      throw new IllegalArgumentException("not a name for a model: " + name);
    }
    if (classes < 1 || inputWidth < 1 || inputHeight < 1) {
      throw new IllegalArgumentException(name + " has no classes or no input");
    }
    files = List.copyOf(files);
    if (files.stream().filter(file -> isModel(file.name())).count() != 1) {
      throw new IllegalArgumentException(name + " needs one .cfg or .onnx file");
    }
  }

  /** The file that is the model; the others are what it needs beside it. */
  public CatalogueFile model() {
    return files.stream().filter(file -> isModel(file.name())).findFirst().orElseThrow();
  }

  /** The bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(CatalogueFile::bytes).sum();
  }

  private static boolean isModel(String file) {
    return file.endsWith(".cfg") || file.endsWith(".onnx");
  }
}
