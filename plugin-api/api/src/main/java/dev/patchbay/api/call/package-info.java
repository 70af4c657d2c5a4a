/** One call as the plugin sees it: who calls, how long it may take, progress, cancellation, log lines and questions. */
@NullMarked
package dev.patchbay.api.call;

import org.jspecify.annotations.NullMarked;
