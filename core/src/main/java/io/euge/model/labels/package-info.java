/** Reads and checks the names of classes. */
package io.euge.model.labels;
