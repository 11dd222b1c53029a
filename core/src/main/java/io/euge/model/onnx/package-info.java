/** Reads ONNX files: description, shapes, work and memory, without loading the weights. */
package io.euge.model.onnx;
