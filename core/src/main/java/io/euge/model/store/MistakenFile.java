package io.euge.model.store;

import io.euge.file.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Describes a file that was given as a model and is not one, and what to give instead. */
public final class MistakenFile {
  private static final int HEAD_BYTES = 4096;

  /** The first section of a Darknet network, after comments. */
  private static final Pattern NETWORK = Pattern.compile("(?:\\s*[#;][^\n]*\n)*\\s*\\[net(work)?]");

  /** The beginnings of video files, each byte a character. */
  private static final Pattern VIDEO =
      Pattern.compile(
          "(?s)....(?:ftyp|moov|mdat|free|wide).*" // MP4 and MOV
              + "|\u001aE\u00df\u00a3.*" // Matroska and WebM
              + "|RIFF....AVI .*|FLV\u0001.*|OggS.*"
              + "|\u0000\u0000\u0001[\u00ba\u00b3].*" // MPEG-PS
              + "|G.{187}G.*|.{4}G.{191}G.*" // MPEG-TS
              + "|0&\u00b2u.*"); // ASF

  /** The formats of models that Euge does not run, by the endings of their files' names. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("pt", "a PyTorch model"),
          Map.entry("pth", "a PyTorch model"),
          Map.entry("ckpt", "a checkpoint of a training"),
          Map.entry("safetensors", "a file of weights alone"),
          Map.entry("tflite", "a TensorFlow Lite model"),
          Map.entry("pb", "a TensorFlow model"),
          Map.entry("h5", "a Keras model"),
          Map.entry("keras", "a Keras model"),
          Map.entry("caffemodel", "a Caffe model"),
          Map.entry("engine", "a TensorRT engine"),
          Map.entry("trt", "a TensorRT engine"),
          Map.entry("mlmodel", "a Core ML model"),
          Map.entry("xml", "an OpenVINO model"));

  private MistakenFile() {}

  /**
   * Returns a clause such as {@code it is the weights of a Darknet model; give its network, x.cfg};
   * empty if the file may be a model, or cannot be read.
   */
  public static Optional<String> explain(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(directory(file));
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String ending = ending(file);
    return switch (ending) {
      case "weights" -> Optional.of("it is the weights of a Darknet model; " + network(file));
      case "names" -> Optional.of("it is a list of labels; " + network(file));
      case "cfg" -> Optional.empty();
      default ->
          ofContent(file, ending)
              .or(
                  () ->
                      Optional.ofNullable(OTHERS.get(ending))
                          .map(
                              kind ->
                                  "it is "
                                      + kind
                                      + ", which Euge does not run; export it as ONNX (docs/models.md), or give a Darknet .cfg"));
    };
  }

  private static String directory(Path directory) {
    return "it is a directory; "
        + example(directory)
            .map(model -> "give a model in it, such as " + model)
            .orElse("there is no .cfg or .onnx file in it, give one of another");
  }

  /** Says which network a part of a Darknet model belongs to. */
  private static String network(Path part) {
    String name = part.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Path cfg = part.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".cfg");
    if (Files.isRegularFile(cfg)) {
      return "give its network, " + cfg;
    }
    return example(part.toAbsolutePath().getParent())
        .map(model -> "give the network beside it, such as " + model)
        .orElse("give its network, a .cfg file, and keep both in one directory");
  }

  private static Optional<Path> example(Path directory) {
    try {
      return Listing.of(directory).stream()
          .filter(file -> ending(file).equals("cfg") || ending(file).equals("onnx"))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // It only lacks an example then.
    }
  }

  private static Optional<String> ofContent(Path file, String ending) {
    String head;
    try (InputStream in = Files.newInputStream(file)) {
      head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty(); // Its reader says why.
    }
    if (VIDEO.matcher(head).matches()) {
      return Optional.of("it is a video; give a .cfg or .onnx file, or the name of a model");
    }
    if (NETWORK.matcher(head).lookingAt()) {
      return Optional.of(
          "it is a Darknet network whose name ends in ." + ending + "; rename it to end in .cfg");
    }
    return Optional.empty();
  }

  private static String ending(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
