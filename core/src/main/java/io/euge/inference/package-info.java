/**
 * Turns models into running sessions and shares them: one engine behind a narrow interface, one
 * copy of a model per device in a process, which all callers lease.
 */
package io.euge.inference;
