/** Resolves what the user typed to a model, and caches converted graphs by content. */
package io.euge.model.store;
