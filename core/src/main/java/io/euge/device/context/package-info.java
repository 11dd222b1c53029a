/**
 * The GPUs of one process as an immutable value, resolved once before CUDA starts: which GPUs it
 * has, their devices, its share of each, and how it reaches MPS.
 */
package io.euge.device.context;
