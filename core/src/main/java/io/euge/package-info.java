/** What every room of the house shares: errors a user can mend, and the watch over open memory. */
package io.euge;
