/**
 * What was found in frames, and what counts as found. The subpackages turn outputs into boxes and
 * tie a source of frames to a shared model.
 */
package io.euge.detection;
