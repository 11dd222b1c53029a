/** Computes the masks of instance segmentation from prototypes and coefficients. */
package io.euge.detection.mask;
