package io.euge.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Weights that lie in a file of their own. An engine opens whatever file such a tensor names, so a
 * model from a stranger could read any file: only files inside the model's own folder are let pass.
 */
final class ExternalData {
  private ExternalData() {}

  static void check(Path model, List<TensorProto> tensors) {
    for (TensorProto tensor : tensors) {
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        if (entry.getKey().equals("location") && !isInside(model, entry.getValue())) {
          throw new ModelException(
              model
                  + " keeps the weights "
                  + tensor.getName()
                  + " outside its folder, at "
                  + entry.getValue()
                  + "; only files beside the model are read");
        }
      }
    }
  }

  static void checkNodes(Path model, List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      for (AttributeProto attribute : node.getAttributeList()) {
        check(model, List.of(attribute.getT()));
        check(model, attribute.getTensorsList());
        check(model, List.of(attribute.getSparseTensor().getValues()));
        checkGraph(model, attribute.getG());
        attribute.getGraphsList().forEach(graph -> checkGraph(model, graph));
      }
    }
  }

  private static void checkGraph(Path model, GraphProto graph) {
    check(model, graph.getInitializerList());
    checkNodes(model, graph.getNodeList());
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
