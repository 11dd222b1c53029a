/**
 * Describes models: a graph file with its input, its outputs, its labels and its metadata. These
 * packages do not know the meaning of the outputs.
 */
package io.euge.model;
