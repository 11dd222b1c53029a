/** Where inference can run: the processor, an NVIDIA accelerator, or a simulated one. */
package io.euge.device;
