package io.euge.model.catalogue;

import java.net.URI;
import java.util.List;

/**
 * A public model that can be pulled: its purpose, license and files.
 *
 * @param name the value of {@code --model}: lower-case letters, digits, dots and dashes, without
 *     the extension of a model file
 * @param purpose a description of one line
 * @param license the name of its license
 * @param licenseAddress the address of the text of the license
 * @param classes the number of classes
 * @param inputWidth in pixels
 * @param inputHeight in pixels
 * @param files exactly one model file, {@code .cfg} or {@code .onnx}, and the files that it needs
 *     in the same directory
 */
public record CatalogueEntry(
    String name,
    String purpose,
    String license,
    URI licenseAddress,
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

  /** Returns the model file; the others are those that it needs in the same directory. */
  public CatalogueFile model() {
    return files.stream().filter(file -> isModel(file.name())).findFirst().orElseThrow();
  }

  /** Returns the total size of all files in bytes. */
  public long bytes() {
    return files.stream().mapToLong(CatalogueFile::bytes).sum();
  }

  private static boolean isModel(String file) {
    return file.endsWith(".cfg") || file.endsWith(".onnx");
  }
}
