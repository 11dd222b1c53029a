package io.euge.cli.evaluate;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.file.IoReason;
import io.euge.file.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Ground truth as YOLO text files: one file per image with one line {@code class cx cy width
 * height} per object; all values except the class are fractions of the image size.
 *
 * @param labels by index
 * @param objects by the name of the image with directories and without extension
 */
record YoloDataset(List<String> labels, Map<String, List<YoloDataset.Box>> objects) {
  private static final Pattern NO_LABELS =
      Pattern.compile("(?i)(classes|train|val|valid|test|readme.*|licen[cs]e.*|notes)\\.txt");
  private static final Pattern IMAGE = Pattern.compile("(?i).*\\.(jpe?g|png|bmp|webp|tiff?)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** An object: its class, and its center and size as fractions of the image size. */
  record Box(int label, double x, double y, double width, double height) {}

  /** Returns whether a path is a directory that contains label files at any depth. */
  static boolean isOne(Path place) {
    return Files.isDirectory(place) && !files(place, YoloDataset::isLabels).isEmpty();
  }

  /**
   * Reads a directory: the files below a directory {@code labels} if there is one, otherwise all
   * files. An image without a label file has no objects.
   *
   * @throws EugeException if a file or the list of classes cannot be read
   */
  static YoloDataset read(Path folder) {
    List<String> labels = YoloNames.find(folder);
    Map<String, List<Box>> objects = new TreeMap<>();
    for (Path file : files(folder, YoloDataset::isLabels)) {
      if (objects.put(name(folder, file, "labels"), boxes(file, labels)) != null) {
        throw new EugeException(
            "The YOLO directory %s has two label files %s: give one of the directories above them"
                .formatted(folder, name(folder, file, "labels")));
      }
    }
    for (Path file : files(folder, path -> IMAGE.matcher(fileName(path)).matches())) {
      objects.putIfAbsent(name(folder, file, "images"), List.of());
    }
    return new YoloDataset(labels, objects);
  }

  private static boolean isLabels(Path file) {
    return fileName(file).endsWith(".txt") && !NO_LABELS.matcher(fileName(file)).matches();
  }

  private static String fileName(Path file) {
    return file.getFileName().toString();
  }

  private interface Test {
    boolean matches(Path file);
  }

  private static List<Path> files(Path folder, Test test) {
    try {
      List<Path> files =
          Listing.walk(folder).stream()
              .filter(Files::isRegularFile)
              .filter(file -> !fileName(file).startsWith("."))
              .filter(test::matches)
              .toList();
      List<Path> below = files.stream().filter(file -> isBelowLabels(folder, file)).toList();
      return below.isEmpty() ? files : below;
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; give another directory".formatted(folder, IoReason.of(e)), e);
    }
  }

  private static boolean isBelowLabels(Path folder, Path file) {
    return StreamSupport.stream(folder.relativize(file).spliterator(), false)
        .anyMatch(name -> Set.of("labels", "images").contains(name.toString()));
  }

  /** Returns the path relative to the directory named {@code kind}, if the file is in one. */
  private static String name(Path folder, Path file, String kind) {
    List<String> names = new ArrayList<>();
    for (Path name : folder.relativize(file)) {
      if (!name.toString().equals(kind)) {
        names.add(name.toString());
      }
    }
    String path = String.join("/", names);
    return path.substring(0, path.lastIndexOf('.'));
  }

  private static List<Box> boxes(Path file, List<String> labels) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read the label file %s: %s; check the file and its permissions"
              .formatted(file, IoReason.of(e)),
          e);
    }
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        boxes.add(box(lines.get(i), file + " line " + (i + 1), labels));
      }
    }
    return boxes;
  }

  private static Box box(String line, String where, List<String> labels) {
    String[] words = SPACE.split(line.strip(), -1);
    if (words.length != 5) {
      throw wrong(where, words.length + " numbers", "write class cx cy width height");
    }
    int label = (int) number(words[0], where);
    if (!words[0].matches("\\d{1,9}") || label >= labels.size()) {
      throw wrong(
          where,
          "the class " + words[0],
          "there are %d class names, so write one from 0 to %d"
              .formatted(labels.size(), labels.size() - 1));
    }
    double[] box = new double[4];
    for (int i = 0; i < box.length; i++) {
      box[i] = number(words[i + 1], where);
      if (!(box[i] >= 0 && box[i] <= 1)) {
        throw wrong(where, words[i + 1], "write parts of the image's size, from 0 to 1");
      }
    }
    return new Box(label, box[0], box[1], box[2], box[3]);
  }

  private static double number(String word, String where) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw wrong(where, "'" + Printable.of(word) + "'", "write numbers");
    }
  }

  private static EugeException wrong(String where, String what, String remedy) {
    return new EugeException(
        "Cannot read the label file %s: it has %s; %s".formatted(where, what, remedy));
  }
}
