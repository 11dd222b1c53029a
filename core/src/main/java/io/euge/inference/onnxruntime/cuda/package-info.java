/** The CUDA provider of ONNX Runtime: options, checks and faults. */
package io.euge.inference.onnxruntime.cuda;
