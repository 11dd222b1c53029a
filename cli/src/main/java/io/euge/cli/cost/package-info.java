/** The cost of an hour of video: time, cores, GPUs and money. */
package io.euge.cli.cost;
