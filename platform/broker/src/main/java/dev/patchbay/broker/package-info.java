/** What an instance may touch, and the services that hand out just that. */
@NullMarked
package dev.patchbay.broker;

import org.jspecify.annotations.NullMarked;
