/** {@code euge bench tracking}: measures the frames per second of trackers on one core. */
package io.euge.bench.tracking;
