package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.Printable;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.YoloHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What can be said of any ONNX file without running it.
 *
 * @param file absolute
 * @param name what the file calls itself, else its own name without the ending
 * @param inputs what must be fed; weights that are listed as inputs too are left out
 * @param outputs in the graph's order
 * @param head {@code yolo}, or {@code unknown} for a graph Euge did not write
 * @param heads empty if the head is unknown
 * @param labels empty if the file has none
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
    List<Tensor> inputs,
    List<Tensor> outputs,
    String head,
    List<YoloHead> heads,
    List<String> labels,
    long parameters,
    OptionalDouble gflops,
    long bytes,
    String sha256,
    String origin) {

  private static final String UNKNOWN = "unknown";

  public ModelInspection {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    heads = List.copyOf(heads);
    labels = List.copyOf(labels);
  }

  /**
   * An input or output.
   *
   * @param type as ONNX names it, in lower case: {@code uint8}, {@code float}
   * @param shape a number for each dimension, the name of a free one, {@code ?} for one unnamed:
   *     {@code [N, 320, 320, 3]}
   */
  public record Tensor(String name, String type, String shape) {}

  /**
   * Reads an ONNX file once from end to end.
   *
   * @throws ModelException if the file is missing, cannot be read or is not ONNX
   */
  public static ModelInspection of(Path onnx) {
    OnnxFile file = OnnxFile.read(onnx);
    Map<String, String> metadata = file.metadata();
    List<YoloHead> heads = ModelMetadata.heads(metadata);
    Set<String> stored = new HashSet<>();
    long parameters = 0;
    for (TensorProto tensor : file.initializers()) {
      stored.add(tensor.getName());
      parameters += DeclaredSize.numbers(tensor);
    }
    return new ModelInspection(
        file.path(),
        metadata.getOrDefault(ModelMetadata.NAME, baseName(file.path())),
        tensors(file.inputs(), stored),
        tensors(file.outputs(), Set.of()),
        heads.isEmpty() ? UNKNOWN : "yolo",
        heads,
        ModelMetadata.labels(metadata),
        parameters,
        gflops(file),
        file.bytes(),
        file.sha256(),
        origin(metadata));
  }

  private static String origin(Map<String, String> metadata) {
    String origin = metadata.getOrDefault(ModelMetadata.ORIGIN, UNKNOWN);
    String madeUp = metadata.get(ModelMetadata.MADE_UP);
    return madeUp == null ? origin : origin + ". " + madeUp;
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

  private static List<Tensor> tensors(List<ValueInfoProto> infos, Set<String> stored) {
    List<Tensor> tensors = new ArrayList<>();
    for (ValueInfoProto info : infos) {
      if (!stored.contains(info.getName())) {
        var type = info.getType().getTensorType();
        TensorProto.DataType element = TensorProto.DataType.forNumber(type.getElemType());
        tensors.add(
            new Tensor(
                info.getName(),
                element == null ? UNKNOWN : element.name().toLowerCase(Locale.ROOT),
                shape(type.getShape())));
      }
    }
    return tensors;
  }

  private static String shape(TensorShapeProto shape) {
    List<String> dims = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : shape.getDimList()) {
      if (dim.hasDimValue()) {
        dims.add(Long.toString(dim.getDimValue()));
      } else {
        dims.add(dim.getDimParam().isEmpty() ? "?" : dim.getDimParam());
      }
    }
    return dims.toString();
  }

  private static String baseName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
