/**
 * Whether this host can do the work: checks, each a line with its remedy, and a small model run in
 * processes of its own, alone and together.
 */
package io.euge.cli.doctor;
