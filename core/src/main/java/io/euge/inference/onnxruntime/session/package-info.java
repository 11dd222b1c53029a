/** ONNX Runtime's native libraries, environment, sessions and workspaces. */
package io.euge.inference.onnxruntime.session;
