/**
 * Where inference can run: the processor, an NVIDIA accelerator, or a simulated one. {@link
 * io.euge.device.gpu.GpuInventory} tells which GPUs a host has, by NVIDIA's own tool, and {@link
 * io.euge.device.gpu.GpuSlot} names a share of one.
 */
package io.euge.device;
