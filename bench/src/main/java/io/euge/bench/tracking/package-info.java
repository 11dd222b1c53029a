/** {@code euge bench tracking}: how many frames a second trackers follow on one core. */
package io.euge.bench.tracking;
