/**
 * Where inference can run: the CPU, an NVIDIA accelerator, or a simulated one. {@link
 * io.euge.device.gpu.GpuInventory} lists the GPUs of a host with NVIDIA's own tool, and {@link
 * io.euge.device.gpu.GpuSlot} names a share of one.
 */
package io.euge.device;
