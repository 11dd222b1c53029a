package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.Printable;
import io.euge.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Weights that lie in a file of their own. An engine opens whatever file such a tensor names, so a
 * model from a stranger could read any file: only files inside the model's own directory are let
 * pass.
 */
final class ExternalData {
  private ExternalData() {}

  /** Whether any of them lies in a file of its own. */
  static boolean check(Path model, List<TensorProto> tensors) {
    boolean external = false;
    for (TensorProto tensor : tensors) {
      external |=
          tensor.getExternalDataCount() > 0
              || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        if (entry.getKey().equals("location") && !isInside(model, entry.getValue())) {
          throw new ModelException(
              model
                  + " keeps the weights "
                  + Printable.of(tensor.getName())
                  + " outside its directory, at "
                  + Printable.of(entry.getValue())
                  + "; only files beside the model are read");
        }
      }
    }
    return external;
  }

  private static boolean isInside(Path model, String location) {
    try {
      Path folder = model.toAbsolutePath().normalize().getParent();
      Path file = folder.resolve(location).normalize();
      if (Path.of(location).isAbsolute() || location.contains("..") || !file.startsWith(folder)) {
        return false;
      }
      return !Files.exists(file) || file.toRealPath().startsWith(folder.toRealPath());
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }
}
