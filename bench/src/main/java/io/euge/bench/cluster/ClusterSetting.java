package io.euge.bench.cluster;

/**
 * The contents of what the device and the workload only name: only results with the same belong to
 * one experiment.
 *
 * @param simulation the type of the simulated GPUs, or the SHA-256 of their parameter file; empty
 *     for other devices
 * @param modelSha256 of the model's graph
 * @param videoSha256 of the video
 */
record ClusterSetting(String simulation, String modelSha256, String videoSha256) {}
