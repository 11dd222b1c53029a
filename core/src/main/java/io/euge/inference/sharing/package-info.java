/**
 * One copy of a model for all tasks of a process: the registry, its leases and its memory
 * accounting.
 */
package io.euge.inference.sharing;
