/**
 * Places a model on a device of a process, by the present use of each, and claims slots of a host's
 * GPUs where Spark assigns none.
 */
package io.euge.device.placement;
