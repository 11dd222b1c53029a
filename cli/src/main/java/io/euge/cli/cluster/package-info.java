/** The cluster of a job: its Master, Workers and executors. */
package io.euge.cli.cluster;
