package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.Printable;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.YoloHead;
import java.util.List;
import java.util.Map;

/** Reads a graph file's description of itself and holds it against the graph. */
public final class ModelDescription {
  /** Bytes of a frame, floats of a head: more is no frame of a video. */
  private static final long MOST_CELLS = 1L << 29;

  private ModelDescription() {}

  public static Model read(OnnxFile file) {
    Map<String, String> metadata = file.metadata();
    if (!ModelMetadata.isPresent(metadata)) {
      throw new ModelException(
          file.path()
              + " has no description of its head (metadata euge.format), so its outputs cannot be"
              + " read as detections; import the model from its Darknet .cfg and .weights");
    }
    String format = metadata.get(ModelMetadata.FORMAT);
    if (!format.equals(ModelMetadata.FORMAT_VERSION)) {
      throw new ModelException(
          file.path()
              + " has euge.format "
              + Printable.of(format)
              + ", and this version reads "
              + ModelMetadata.FORMAT_VERSION
              + "; import the model again");
    }
    if (file.external()) {
      // A model is known by its file's hash, everywhere: two that differ only in the file beside
      // them would be taken for one.
      throw new ModelException(
          file.path()
              + " keeps weights in a file beside it; import the model again, into one file");
    }
    List<YoloHead> heads = ModelMetadata.heads(metadata);
    List<String> labels = ModelMetadata.labels(metadata);
    if (heads.isEmpty()) {
      throw new ModelException(file.path() + " describes no head; import the model again");
    }
    TensorShapeProto input = input(file);
    for (YoloHead head : heads) {
      checkOutput(file, head);
      if (labels.size() < head.classes()) {
        throw new ModelException(
            file.path()
                + " has "
                + labels.size()
                + " labels for "
                + head.classes()
                + " classes; import it again with a .names file of one label a line");
      }
    }
    return new Model(
        Printable.of(metadata.getOrDefault(ModelMetadata.NAME, "unnamed")),
        file.path(),
        file.sha256(),
        file.bytes(),
        Math.toIntExact(input.getDim(2).getDimValue()),
        Math.toIntExact(input.getDim(1).getDimValue()),
        heads,
        labels,
        metadata);
  }

  private static TensorShapeProto input(OnnxFile file) {
    if (file.inputs().size() == 1) {
      ValueInfoProto input = file.inputs().get(0);
      TypeProto.Tensor type = input.getType().getTensorType();
      List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
      if (input.getName().equals("images")
          && type.getElemType() == TensorProto.DataType.UINT8_VALUE
          && dims.size() == 4
          && isPixels(dims.get(1).getDimValue())
          && isPixels(dims.get(2).getDimValue())
          && 3 * dims.get(1).getDimValue() * dims.get(2).getDimValue() <= MOST_CELLS
          && dims.get(3).getDimValue() == 3) {
        return type.getShape();
      }
    }
    throw new ModelException(
        file.path()
            + " does not have the one input Euge feeds, images as uint8 [N,height,width,3] of at most "
            + MOST_CELLS
            + " bytes; import the model again");
  }

  private static boolean isPixels(long length) {
    return length > 0 && length <= 1 << 16;
  }

  private static void checkOutput(OnnxFile file, YoloHead head) {
    for (ValueInfoProto output : file.outputs()) {
      if (output.getName().equals(head.output())) {
        TypeProto.Tensor type = output.getType().getTensorType();
        List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
        if (type.getElemType() == TensorProto.DataType.FLOAT_VALUE
            && dims.size() == 4
            && dims.get(1).getDimValue() == head.channels()
            && dims.get(2).getDimValue() == head.gridHeight()
            && dims.get(3).getDimValue() == head.gridWidth()
            && head.channels() > 0
            && head.gridHeight() > 0
            && head.gridWidth() > 0
            && (long) head.gridHeight() * head.gridWidth() <= MOST_CELLS / head.channels()) {
          return;
        }
      }
    }
    throw new ModelException(
        file.path()
            + " describes a head "
            + Printable.of(head.output())
            + " that its graph does not have in that shape; import the model again");
  }
}
