/** Describes what a model takes and gives: its input image and its tensors. */
package io.euge.model.spec;
