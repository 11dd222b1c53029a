/** What a job has of its cluster: the Master, Workers and executors. */
package io.euge.cli.cluster;
