/** Progress, log messages and subscriptions: what a server tells without being asked each time. */
@NullMarked
package dev.patchbay.protocol.notification;

import org.jspecify.annotations.NullMarked;
