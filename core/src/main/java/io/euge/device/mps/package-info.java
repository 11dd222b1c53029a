/**
 * NVIDIA's Multi-Process Service, by which processes share a GPU at the same time: one control
 * daemon and one pipe directory for each GPU, because a fault of one client reaches all clients of
 * its server.
 */
package io.euge.device.mps;
