/** The engine that runs models with OpenVINO on the CPU, by its C library. */
package io.euge.inference.openvino;
