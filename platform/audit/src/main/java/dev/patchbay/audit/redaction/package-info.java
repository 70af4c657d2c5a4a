/** What of a call's arguments may stand in the audit trail, and in what form. */
@NullMarked
package dev.patchbay.audit.redaction;

import org.jspecify.annotations.NullMarked;
