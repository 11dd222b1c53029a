/** Runs frames of several tasks as one batch. */
package io.euge.inference.batching;
