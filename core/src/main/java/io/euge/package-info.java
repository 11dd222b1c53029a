/**
 * What every room of the house shares: errors a user can mend, the watch over open memory, and
 * locks that all processes of a host respect.
 */
package io.euge;
