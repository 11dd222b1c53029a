package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.euge.Printable;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.UnsupportedInputException;
import io.euge.model.spec.FrameFit;
import java.nio.file.Path;
import java.util.Map;

/** Reads models from ONNX files. */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Reads the description in an ONNX file. The file is read once from end to end; its weights are
   * not kept. What the outputs mean is not looked at.
   *
   * @throws ModelException if the file is missing or cannot be read, is not ONNX, keeps weights
   *     elsewhere, needs operators of another library, is described in a version that is not known,
   *     or does not take one image a frame
   */
  public static Model read(Path onnx) {
    return of(OnnxFile.read(onnx));
  }

  /**
   * Returns the description in a file that was read.
   *
   * @throws ModelException as {@link #read}
   */
  public static Model of(OnnxFile file) {
    Map<String, String> metadata = file.metadata();
    checkFormat(file);
    file.requireSelfContained();
    if (file.inputs().size() != 1) {
      throw new UnsupportedInputException(file.path());
    }
    ValueInfoProto input = file.inputs().get(0);
    return new Model(
        Printable.of(metadata.getOrDefault(ModelMetadata.NAME, "unnamed")),
        file.path(),
        file.sha256(),
        file.bytes(),
        ImageInput.of(Tensors.of(input), fit(file))
            .orElseThrow(() -> new UnsupportedInputException(file.path())),
        Tensors.of(file.outputs()),
        ModelMetadata.labels(metadata),
        metadata);
  }

  private static FrameFit fit(OnnxFile file) {
    String text = file.metadata().get(ModelMetadata.FIT);
    if (text == null) {
      return FrameFit.DARKNET;
    }
    return FrameFit.parse(text)
        .orElseThrow(
            () ->
                new ModelException(
                    "%s has %s %s, which is not a way to fit a frame; import the model again"
                        .formatted(file.path(), ModelMetadata.FIT, Printable.of(text))));
  }

  private static void checkFormat(OnnxFile file) {
    String format =
        file.metadata().getOrDefault(ModelMetadata.FORMAT, ModelMetadata.FORMAT_VERSION);
    if (!format.equals(ModelMetadata.FORMAT_VERSION)
        && !format.equals(ModelMetadata.FORMAT_WITH_FIT)) {
      throw new ModelException(
          file.path()
              + " has euge.format "
              + Printable.of(format)
              + ", and this version reads "
              + ModelMetadata.FORMAT_VERSION
              + " and "
              + ModelMetadata.FORMAT_WITH_FIT
              + "; import the model again");
    }
  }
}
