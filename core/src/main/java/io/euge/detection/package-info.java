/**
 * From the raw output of a network to boxes in pixels of the source frame: heads, suppression of
 * duplicates, and the detector that ties a video to a shared model.
 */
package io.euge.detection;
