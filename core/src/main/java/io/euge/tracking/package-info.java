/** Trackers: connect the boxes of consecutive frames to tracks, from the boxes alone. */
package io.euge.tracking;
