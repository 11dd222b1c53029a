/**
 * How many processes share each GPU of a cluster, and what each of them gets: sums over memory and
 * cores, before anything is started. What cannot fit is refused with the sum.
 */
package io.euge.device.plan;
