package io.euge.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.file.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the class names of a YOLO dataset: {@code names} in a file {@code *.yaml}, or the lines of
 * {@code classes.txt} or of a file {@code *.names}.
 */
final class YoloNames {
  private YoloNames() {}

  /**
   * Searches a directory, its subdirectory {@code labels}, and its parent directory.
   *
   * @throws EugeException if there are no class names, or they cannot be read
   */
  static List<String> find(Path folder) {
    Path here = folder.toAbsolutePath().normalize();
    List<Path> places = new ArrayList<>(List.of(here, here.resolve("labels")));
    if (here.getParent() != null) {
      places.add(here.getParent());
    }
    for (Path place : places) {
      for (Path file : files(place)) {
        Optional<List<String>> names = read(file);
        if (names.isPresent()) {
          return names.get();
        }
      }
    }
    throw new EugeException(
        "The YOLO directory %s has no class names: put data.yaml with names, or classes.txt with a name a line, there"
            .formatted(folder));
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      return Listing.of(folder).stream()
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().matches("classes\\.txt|.+\\.(ya?ml|names)"))
          .toList();
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another directory".formatted(folder, IoReason.of(e)), e);
    }
  }

  private static Optional<List<String>> read(Path file) {
    try {
      if (file.toString().endsWith("ml")) {
        return ofYaml(file);
      }
      return Optional.of(
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .toList());
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read the class names in %s: %s; correct the file"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the class names in %s: %s; check the file and its permissions"
              .formatted(file, IoReason.of(e)),
          e);
    }
  }

  /** Reads names from a list, or from a map whose keys are the indexes from 0. */
  private static Optional<List<String>> ofYaml(Path file) throws IOException {
    JsonNode names = new YAMLMapper().readTree(file.toFile()).path("names");
    if (names.isMissingNode()) {
      return Optional.empty();
    }
    List<String> list = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonNode name = names.isArray() ? names.get(i) : names.get(Integer.toString(i));
      if (name == null || !name.isValueNode()) {
        throw new EugeException(
            "Cannot read the class names in %s: there is no name %d; number them from 0"
                .formatted(file, i));
      }
      list.add(name.asText());
    }
    return Optional.of(List.copyOf(list));
  }
}
