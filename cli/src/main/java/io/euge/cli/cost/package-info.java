/** What an hour of video takes of a cluster: time, cores, GPUs and money. */
package io.euge.cli.cost;
