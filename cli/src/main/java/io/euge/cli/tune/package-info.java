/**
 * Measures the parts of a job on this machine, proposes settings and predicts the duration of jobs.
 */
package io.euge.cli.tune;
