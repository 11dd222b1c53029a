/**
 * Which device of a process a model goes to, as a function of what each holds at this moment, and
 * which slots of a host's GPUs a process claims where Spark assigns none.
 */
package io.euge.device.placement;
