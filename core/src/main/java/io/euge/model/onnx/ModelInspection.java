package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.Printable;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The properties of an ONNX file that can be read without running it.
 *
 * @param file absolute
 * @param name what the file calls itself, else its own name without the ending
 * @param inputs what must be fed; weights that are listed as inputs too are left out
 * @param outputs in the graph's order
 * @param labels empty if the file has none
 * @param metadata all of the file's metadata properties
 * @param operators the types of its nodes, also of those inside functions and branches
 * @param parameters how many numbers the stored tensors have
 * @param gflops billions of multiplications and additions in the convolutions for one frame; empty
 *     where the file does not give the shapes they follow from
 * @param bytes the file's length
 * @param sha256 of the file, in lower-case hexadecimal
 * @param origin where the weights came from, in words; {@code unknown} where the file does not say
 */
public record ModelInspection(
    Path file,
    String name,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    List<String> labels,
    Map<String, String> metadata,
    Set<String> operators,
    long parameters,
    OptionalDouble gflops,
    long bytes,
    String sha256,
    String origin) {

  private static final String UNKNOWN = "unknown";

  public ModelInspection {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    labels = List.copyOf(labels);
    metadata = Map.copyOf(metadata);
    operators = Set.copyOf(operators);
  }

  /**
   * Reads an ONNX file once from end to end.
   *
   * @throws ModelException if the file is missing, cannot be read or is not ONNX
   */
  public static ModelInspection of(Path onnx) {
    return of(OnnxFile.read(onnx));
  }

  /** Returns what can be said of a file that was read. */
  public static ModelInspection of(OnnxFile file) {
    Map<String, String> metadata = file.metadata();
    Set<String> stored = new HashSet<>();
    long parameters = 0;
    for (TensorProto tensor : file.initializers()) {
      stored.add(tensor.getName());
      parameters += DeclaredSize.numbers(tensor);
    }
    return new ModelInspection(
        file.path(),
        metadata.getOrDefault(ModelMetadata.NAME, baseName(file.path())),
        Tensors.of(file.inputs()).stream()
            .filter(tensor -> !stored.contains(tensor.name()))
            .toList(),
        Tensors.of(file.outputs()),
        ModelMetadata.labels(metadata),
        metadata,
        file.operators(),
        parameters,
        gflops(file),
        file.bytes(),
        file.sha256(),
        origin(metadata));
  }

  /** Returns the same with more known of the outputs. */
  public ModelInspection withOutputs(List<TensorSpec> known) {
    return new ModelInspection(
        file,
        name,
        inputs,
        known,
        labels,
        metadata,
        operators,
        parameters,
        gflops,
        bytes,
        sha256,
        origin);
  }

  private static String origin(Map<String, String> metadata) {
    String origin = metadata.getOrDefault(ModelMetadata.ORIGIN, UNKNOWN);
    String random = metadata.get(ModelMetadata.RANDOMLY_INITIALIZED);
    return random == null ? origin : origin + ". " + random;
  }

  private static OptionalDouble gflops(OnnxFile file) {
    String stated = file.metadata().get(ModelMetadata.GFLOPS);
    if (stated != null) {
      try {
        return OptionalDouble.of(Double.parseDouble(stated));
      } catch (NumberFormatException e) {
        throw new ModelException(
            file.path()
                + " states "
                + ModelMetadata.GFLOPS
                + " as "
                + Printable.of(stated)
                + ", not a number",
            e);
      }
    }
    return ConvolutionWork.gflops(file);
  }

  private static String baseName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
