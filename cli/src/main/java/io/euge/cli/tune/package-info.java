/**
 * Measures the parts of a job on this machine, and from them proposes settings and predicts time.
 */
package io.euge.cli.tune;
