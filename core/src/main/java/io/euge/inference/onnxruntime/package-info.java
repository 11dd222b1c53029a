/** The engine that runs models with ONNX Runtime, on the CPU or a GPU. */
package io.euge.inference.onnxruntime;
