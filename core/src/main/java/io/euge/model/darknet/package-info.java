/**
 * Reads Darknet's {@code .cfg} and {@code .weights} and writes the same network as an ONNX graph
 * that takes frames as bytes.
 */
package io.euge.model.darknet;
