/** Describes the inputs and outputs of a model: its input image and its tensors. */
package io.euge.model.spec;
