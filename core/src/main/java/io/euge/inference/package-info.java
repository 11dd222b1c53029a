/**
 * Turns models into running sessions and shares them: one engine behind a narrow interface, one
 * copy of a model for each device in a process, leased to all who ask.
 */
package io.euge.inference;
