/** The host's GPUs: inventory, slots for executors, and which of them a process sees. */
package io.euge.device.gpu;
