/** The TensorRT provider of ONNX Runtime: options and caches of engines. */
package io.euge.inference.onnxruntime.tensorrt;
