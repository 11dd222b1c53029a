/** Trackers: boxes of consecutive frames become vehicles with numbers, from the boxes alone. */
package io.euge.tracking;
